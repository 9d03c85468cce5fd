import { expect, it } from "vitest";
import { address, openStore, shippingOptions } from "../modules/checkout/given.ts";
import { duringStatements } from "../support/node/reads.ts";

/** A store that has taken an order, and one more as a request with a key places it. */
function openBusyStore() {
  const store = openStore();
  const items = ["Lamp", "Desk", "Chair"].map((title) => ({
    variantId: store.sell({ title }).variantId,
    quantity: 1,
  }));
  const order = {
    items,
    email: "ada@shop.example",
    shippingAddress: address,
    shippingOptionId: shippingOptions(store)[0]?.id,
  };
  const place = (scope: string) =>
    store.checkOut(order, {
      address: "192.0.2.1",
      idempotency: {
        scope,
        fingerprint: scope,
        retentionMs: 1_000,
        budget: { kind: "required", caller: "" },
      },
    });
  place("first");
  return { store, place };
}

it("an order of three lines takes no more than 55 statements, its key, rate limit, customer, audit entry and notification included", async () => {
  const { store, place } = openBusyStore();
  await store.platform.deliverAll();
  const ran: string[] = [];
  duringStatements(
    store.tenant.storage,
    (sql) => ran.push(sql),
    () => place("second"),
  );
  expect(ran.length).toBeLessThanOrEqual(55);
});

it("an order that the disk has no room for leaves its number and its place in the log to the next one", () => {
  const { store, place } = openBusyStore();
  const seq = store.tenant.core.eventsAfter(0, 1_000).head;
  const full = (sql: string) => {
    if (sql.includes('insert into "audit_log"')) throw new Error("database or disk is full");
  };
  expect(() => duringStatements(store.tenant.storage, full, () => place("second"))).toThrow("disk is full");
  expect(place("third")).toMatchObject({ answer: { order: { number: 1_002 } } });
  const { events } = store.tenant.core.eventsAfter(seq, 1_000);
  expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => seq + 1 + index));
});
