import { describe, expect, it } from "vitest";
import { openStore, refusalOf, type Store } from "./given.ts";

const hour = 60 * 60 * 1000;
const day = 24 * hour;

const abandoned = (store: Store) =>
  store.tenant.core.eventsAfter(0, 1_000).events.filter(({ type }) => type === "cart.abandoned");

const kept = (store: Store) => store.tenant.storage.rows("SELECT token_hash FROM carts").length;

const pass = ({ platform, tenant }: Store, milliseconds: number) => platform.passTime(tenant, milliseconds);

describe("a cart that does not change", () => {
  it("is abandoned after a day, not before, and its event has no personal data and no token", async () => {
    const store = openStore();
    const { variantId } = store.sell();
    const cart = store.open({ email: "ada@shop.example", items: [{ variantId, quantity: 2 }] });
    await pass(store, day - 1);
    expect(abandoned(store)).toEqual([]);
    await pass(store, 1);
    expect(abandoned(store)).toMatchObject([
      {
        actor: { kind: "system" },
        aggregate: { type: "cart", id: expect.stringMatching(/^crt_/) },
        state: { status: "abandoned", currency: "USD", items: [{ variantId, quantity: 2 }] },
      },
    ]);
    expect(JSON.stringify(abandoned(store))).not.toMatch(/ada@|cart_/);
    expect(store.read(cart.id)).toMatchObject({ value: { status: "abandoned", version: 2 } });
  });

  it("is active again after a change, and can be abandoned again", async () => {
    const store = openStore();
    const { variantId } = store.sell();
    const { id } = store.open({ items: [{ variantId, quantity: 1 }] });
    await pass(store, day);
    expect(store.patch(id, { note: "Back" }).status).toBe("active");
    await pass(store, day);
    expect(abandoned(store)).toHaveLength(2);
  });

  it("counts the day from the last change, not from the last read", async () => {
    const store = openStore();
    const { variantId } = store.sell();
    const { id } = store.open({ items: [{ variantId, quantity: 1 }] });
    await pass(store, 20 * hour);
    store.add(id, variantId);
    await pass(store, 20 * hour);
    store.read(id);
    expect(abandoned(store)).toEqual([]);
    await pass(store, 4 * hour);
    expect(abandoned(store)).toHaveLength(1);
  });

  it("can still become an order", async () => {
    const store = openStore();
    const { variantId } = store.sell();
    const { id } = store.ready({ variantId, quantity: 1 });
    await pass(store, 3 * day);
    expect(store.completes(id).number).toBe(1_001);
    expect(store.read(id)).toMatchObject({ value: { status: "completed" } });
  });

  it("is not abandoned if it is completed or empty", async () => {
    const store = openStore();
    const { variantId } = store.sell();
    store.completes(store.ready({ variantId, quantity: 1 }).id);
    store.open();
    await pass(store, 2 * day);
    expect(abandoned(store)).toEqual([]);
  });

  it("expires after thirty days to the millisecond, and an empty one after a day", async () => {
    const store = openStore();
    const { variantId } = store.sell();
    const empty = store.open();
    const full = store.open({ items: [{ variantId, quantity: 1 }] });
    await pass(store, day);
    expect(refusalOf(store.read(empty.id)).code).toBe("not-found");
    await pass(store, 29 * day - 1);
    expect(store.read(full.id)).toMatchObject({ ok: true });
    store.clock.advance(1);
    // Before anybody has cleared up.
    expect(refusalOf(store.read(full.id)).code).toBe("not-found");
    await pass(store, hour);
    expect(kept(store)).toBe(0);
    expect(store.tenant.storage.rows("SELECT carts FROM cart_count")).toEqual([{ carts: 0 }]);
  });
});

describe("the job that tidies carts", () => {
  /** When it wants to run again, in milliseconds from now. */
  const next = (store: Store) => {
    const { answer } = Object(store.run("checkout.tidyCarts", {}, { actor: { kind: "system" } }));
    return answer === null ? null : answer - store.clock.now();
  };

  it("rests while there is no cart", () => {
    expect(next(openStore())).toBeNull();
  });

  it("comes back when the next cart is due, and not within a minute, to handle several together", () => {
    const store = openStore();
    store.open();
    expect(next(store)).toBe(day);
    store.clock.advance(day - 70_000);
    expect(next(store)).toBe(70_000);
    store.clock.advance(50_000);
    expect(next(store)).toBe(60_000);
  });

  it("comes back at once if more carts are due than it handles in one run", () => {
    const store = openStore();
    const { variantId } = store.sell();
    for (let count = 0; count <= 100; count += 1) store.open({ items: [{ variantId, quantity: 1 }] });
    store.clock.advance(day);
    expect(next(store)).toBe(0);
    expect(abandoned(store)).toHaveLength(100);
    expect(next(store)).toBe(29 * day);
  });
});
