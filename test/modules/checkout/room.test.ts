import { describe, expect, it } from "vitest";
import { platformToken } from "../../../src/kernel/access/actor.ts";
import { cartLimits } from "../../../src/modules/checkout/cart/schema.ts";
import { openStore, refusalOf } from "./given.ts";

const attacker = "192.0.2.1";
const shopper = "192.0.2.2";

/** A store whose clock moves a little with every cart, and its carts. */
function openFullStore() {
  const store = openStore();
  const { variantId } = store.sell();
  const rows = (sql: string) => store.tenant.storage.rows(sql);
  const open = (address: string, quantity = 1) => {
    store.clock.advance(1);
    return store.open({ items: quantity === 0 ? [] : [{ variantId, quantity }] }, { address }).id;
  };
  return {
    ...store,
    open,
    /** Pretends that the tenant has as many carts as it can. */
    fill: () => store.tenant.storage.run(`UPDATE cart_count SET carts = ${cartLimits.carts.value}`),
    /** Pretends that every shopper has as many more carts. */
    add: (carts: number) => store.tenant.storage.run(`UPDATE cart_callers SET carts = carts + ${carts}`),
    total: () => rows("SELECT carts FROM cart_count")[0]?.carts,
    counts: () => rows("SELECT carts FROM cart_callers ORDER BY carts").map(({ carts }) => carts),
    isGone: (id: string) => {
      const read = store.read(id);
      return !read.ok && refusalOf(read).code === "not-found";
    },
  };
}

describe("a shopper with too many carts", () => {
  it("loses the own one that expires first, and others lose none", () => {
    const store = openFullStore();
    const other = store.open(shopper);
    const [first, second] = [store.open(attacker), store.open(attacker)];
    store.add(cartLimits.callerCarts.value - 2);
    const third = store.open(attacker);
    expect([other, first, second, third].map(store.isGone)).toEqual([false, true, false, false]);
    expect(store.counts()).toContain(cartLimits.callerCarts.value);
  });

  it("loses none up to the limit", () => {
    const store = openFullStore();
    const first = store.open(attacker);
    store.add(cartLimits.callerCarts.value - 2);
    store.open(attacker);
    expect(store.isGone(first)).toBe(false);
  });

  it("loses an empty cart before a full one, but not the new one", () => {
    const store = openFullStore();
    const [full, empty] = [store.open(attacker), store.open(attacker, 0)];
    store.add(cartLimits.callerCarts.value - 2);
    const third = store.open(attacker, 0);
    expect([full, empty, third].map(store.isGone)).toEqual([false, true, false]);
  });

  it("keeps the carts of staff and of the shop's own server", () => {
    const store = openFullStore();
    store.does("checkout.openCart", {}, { actor: platformToken });
    expect(store.counts()).toEqual([]);
    expect(store.total()).toBe(1);
  });
});

describe("a tenant with too many carts", () => {
  it("makes room among the carts of the shopper who has the most", () => {
    const store = openFullStore();
    const own = store.open(shopper);
    const many = Array.from({ length: 11 }, () => store.open(attacker));
    store.fill();
    const newest = store.open(shopper);
    expect([own, ...many.slice(0, 2), newest].map(store.isGone)).toEqual([false, true, false, false]);
    expect(store.total()).toBe(cartLimits.carts.value);
    expect(store.counts()).toEqual([2, 10]);
  });

  it("makes room only beyond the limit", () => {
    const store = openFullStore();
    const first = store.open(shopper);
    store.tenant.storage.run(`UPDATE cart_count SET carts = ${cartLimits.carts.value - 1}`);
    store.open(shopper);
    expect(store.isGone(first)).toBe(false);
    expect(store.total()).toBe(cartLimits.carts.value);
  });

  it("takes none from a shopper with ten carts while another cart expires earlier", () => {
    const store = openFullStore();
    const many = Array.from({ length: 10 }, () => store.open(attacker));
    const empty = store.open(shopper, 0);
    store.fill();
    store.open(shopper);
    expect([...many, empty].filter(store.isGone)).toEqual([empty]);
  });

  it("makes room among the carts of staff if there are no others", () => {
    const store = openFullStore();
    const ofStaff = () => store.does("checkout.openCart", {}, { actor: platformToken });
    ofStaff();
    store.fill();
    store.clock.advance(1);
    ofStaff();
    expect(store.tenant.storage.rows("SELECT count(*) AS n FROM carts")).toEqual([{ n: 1 }]);
    expect(store.total()).toBe(cartLimits.carts.value);
  });

  it("makes room by the first to expire, an empty one if there is any, if nobody has many", () => {
    const store = openFullStore();
    const [full, empty, second] = [store.open(shopper), store.open(attacker, 0), store.open(shopper)];
    store.fill();
    store.open(shopper, 0);
    expect([full, empty, second].map(store.isGone)).toEqual([false, true, false]);
    expect(store.total()).toBe(cartLimits.carts.value);
  });
});

it("carts that expire are no longer counted for their shopper", async () => {
  const store = openFullStore();
  store.open(shopper, 0);
  store.open(attacker, 0);
  store.open(attacker);
  await store.platform.passTime(store.tenant, 25 * 60 * 60_000);
  expect(store.counts()).toEqual([1]);
});

it("a cart stays its first shopper's when another one changes it", () => {
  const store = openFullStore();
  const id = store.open(attacker);
  store.run("checkout.updateCart", { id, patch: { note: "Mine" } }, { address: shopper });
  expect(store.counts()).toEqual([1]);
  expect(
    store.tenant.storage.rows("SELECT count(DISTINCT caller) AS n FROM carts WHERE caller IS NOT NULL"),
  ).toEqual([{ n: 1 }]);
});
