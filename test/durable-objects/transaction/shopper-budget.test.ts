import { describe, expect, it } from "vitest";
import { checkBudget, shopperLimits, spend } from "../../../durable-objects/write/shopper-budget.ts";
import { platformToken } from "../../../src/kernel/access/actor.ts";
import { openStore } from "../../modules/checkout/given.ts";

const ada = { address: "192.0.2.1" };
const grace = { address: "192.0.2.2" };
const { callerBytes, tenantBytes } = shopperLimits;

/** A store in which a shopper has opened a cart. */
function openBusyStore() {
  const store = openStore();
  const { variantId } = store.sell();
  const open = (who: object = ada, input: object = {}) =>
    store.run("checkout.openCart", { requestedLocales: [], ...input }, who);
  open();
  return {
    ...store,
    open,
    variantId,
    newCart: () => store.open({}, ada),
    note: (id: string, note: string) => store.run("checkout.updateCart", { id, patch: { note } }, ada),
    rows: () => store.tenant.storage.rows("SELECT caller, bytes FROM shopper_writes ORDER BY caller"),
    /** Pretends that so much was written, by the shopper or by all. */
    write: (bytes: number, who: "the shopper" | "all") =>
      store.tenant.storage.run(
        `UPDATE shopper_writes SET bytes = ${bytes} WHERE caller ${who === "all" ? "=" : "<>"} ''`,
      ),
  };
}

const refused = { ok: false, refusal: { code: "rate-limited", retryAfter: expect.any(Number) } };

describe("a shopper who has written the budget of an hour", () => {
  it("is refused until some of it is given back, and others are not", () => {
    const store = openBusyStore();
    store.write(callerBytes.value * 1.5, "the shopper");
    const first = store.open();
    expect(first).toMatchObject(refused);
    expect(store.open(grace).ok).toBe(true);
    const seconds = first.ok ? 0 : (first.refusal.retryAfter ?? 0);
    expect(seconds).toBe(30 * 60);
    store.clock.advance(seconds * 1_000 - 1);
    expect(store.open()).toMatchObject(refused);
    store.clock.advance(2);
    expect(store.open().ok).toBe(true);
  });

  it("still gets the answers to earlier requests", () => {
    const store = openBusyStore();
    const idempotency = { scope: "scope", fingerprint: "print", retentionMs: 60_000 };
    const [first] = [store.open({ ...ada, idempotency })];
    store.write(callerBytes.value, "the shopper");
    expect(store.open({ ...ada, idempotency })).toEqual({ ...first, replayed: true });
  });

  it("stays refused after a crash of the object", () => {
    const store = openBusyStore();
    store.write(callerBytes.value, "the shopper");
    store.platform.wakeUp(store.tenant);
    expect(store.open()).toMatchObject(refused);
  });
});

describe("a tenant whose shoppers have written the budget of an hour", () => {
  it("refuses shoppers, but not staff", () => {
    const store = openBusyStore();
    store.write(tenantBytes.value, "all");
    expect(store.open(grace)).toMatchObject(refused);
    expect(store.open({ actor: platformToken })).toMatchObject({ ok: true });
  });
});

describe("what counts as written", () => {
  const countedBy = (store: ReturnType<typeof openBusyStore>, does: () => void) => {
    const before = store.rows();
    does();
    return store.rows().map(({ bytes }, index) => Number(bytes) - Number(before[index]?.bytes));
  };

  it("is an order's events, for the shopper and for all", () => {
    const store = openBusyStore();
    const { variantId } = store.sell({ ships: false });
    const order = { items: [{ variantId, quantity: 1 }], email: "ada@shop.example" };
    const log = () => Number(store.tenant.storage.rows("SELECT log_bytes FROM object")[0]?.log_bytes);
    const before = log();
    const counted = countedBy(store, () => expect(store.checkOut(order, ada).ok).toBe(true));
    expect(counted).toEqual([log() - before, log() - before]);
  });

  it("is a new cart, with its indexes and the event of its end", () => {
    const store = openBusyStore();
    for (const counted of countedBy(store, () => store.newCart())) expect(counted).toBeGreaterThan(1_024);
  });

  it("is by how much a cart grows, not how often it changes", () => {
    const store = openBusyStore();
    const { id } = store.newCart();
    const [grown = 0] = countedBy(store, () => store.note(id, "x".repeat(900)));
    expect(grown).toBeGreaterThan(890);
    expect(countedBy(store, () => store.note(id, "y".repeat(900)))).toEqual([0, 0]);
    expect(countedBy(store, () => store.note(id, ""))).toEqual([0, 0]);
  });

  it("is an answer that is stored for repeats of the request", () => {
    const store = openBusyStore();
    const [plain = 0] = countedBy(store, () => store.open());
    const idempotency = { scope: "scope", fingerprint: "print", retentionMs: 60_000 };
    const [stored = 0] = countedBy(store, () => store.open({ ...ada, idempotency }));
    expect(stored - plain).toBeGreaterThan(100);
  });

  it("is nothing that is refused", () => {
    const store = openBusyStore();
    expect(countedBy(store, () => store.open(ada, { currency: "JPY" }))).toEqual([0, 0]);
  });

  it("is forgotten, with the hash of the shopper, when it no longer counts", async () => {
    const store = openBusyStore();
    await store.platform.passTime(store.tenant, 3 * 60 * 60_000);
    expect(store.rows()).toEqual([]);
  });
});

it("nothing is limited where the budget is off", () => {
  const { tenant } = openStore();
  const { database } = tenant.storage;
  expect(spend(database, null, "caller", 1e12, 0)).toBeNull();
  expect(checkBudget(database, null, "caller", 0)).toBeNull();
});
