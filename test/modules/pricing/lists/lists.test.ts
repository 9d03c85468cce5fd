import { describe, expect, it } from "vitest";
import { day, openPricedStore } from "../given.ts";

describe("a price list", () => {
  it("starts at once unless something says otherwise", () => {
    const store = openPricedStore();
    const list = store.list({ name: "Wholesale", rules: { customerGroups: ["b2b", "b2b"] } });
    expect(list).toMatchObject({
      name: "Wholesale",
      kind: "override",
      status: "active",
      startsAt: null,
      endsAt: null,
      priority: 0,
      rules: { countries: null, customerGroups: ["b2b"] },
      inEffect: true,
    });
    expect(store.readList(list.id)).toEqual(list);
    expect(store.eventTypes()).toEqual(["pricing.list.created", "pricing.list.started"]);
  });

  it("is a draft until it is said to be active", () => {
    const store = openPricedStore();
    const { id } = store.list({ status: undefined });
    expect(store.readList(id)).toMatchObject({ status: "draft", inEffect: false });
    expect(store.must("pricing.updatePriceList", { id, patch: { status: "active" } })).toMatchObject({
      inEffect: true,
    });
    store.must("pricing.updatePriceList", { id, patch: { status: "draft", priority: 3 } });
    expect(store.eventTypes().slice(1)).toEqual([
      "pricing.list.updated",
      "pricing.list.started",
      "pricing.list.updated",
      "pricing.list.ended",
    ]);
  });

  it("starts and ends by itself when its time comes", async () => {
    const store = openPricedStore();
    const { id } = store.list({ startsAt: store.in(day), endsAt: store.in(3 * day) });
    await store.pass(day - 1);
    expect(store.readList(id)).toMatchObject({ inEffect: false });
    await store.pass(1);
    expect(store.readList(id)).toMatchObject({ inEffect: true });
    await store.pass(2 * day);
    expect(store.readList(id)).toMatchObject({ inEffect: false });
    expect(store.eventTypes()).toEqual([
      "pricing.list.created",
      "pricing.list.started",
      "pricing.list.ended",
    ]);
  });

  it("starts in time although an earlier list was planned later", async () => {
    const store = openPricedStore();
    const [late, soon] = [
      store.list({ startsAt: store.in(9 * day) }),
      store.list({ startsAt: store.in(day) }),
    ];
    await store.pass(day);
    expect([late, soon].map(({ id }) => store.readList(id))).toMatchObject([
      { inEffect: false },
      { inEffect: true },
    ]);
  });

  it("cannot end before it starts", () => {
    const store = openPricedStore();
    const list = { name: "List", kind: "sale", status: "active" };
    const times = { startsAt: store.in(day), endsAt: store.in(day) };
    expect(store.attempt("pricing.createPriceList", { ...list, ...times })).toMatchObject({
      code: "validation-failed",
      errors: [{ pointer: "/endsAt" }],
    });
    const { id } = store.list({ startsAt: store.in(day) });
    expect(store.attempt("pricing.updatePriceList", { id, patch: { endsAt: store.in(1) } })).toMatchObject({
      errors: [{ pointer: "/endsAt" }],
    });
  });

  it("changes nothing if a patch says what is so already", () => {
    const store = openPricedStore();
    const list = store.list({ rules: { countries: ["DE"] } });
    const patch = { name: "List", rules: { countries: ["DE"], customerGroups: null } };
    expect(store.must("pricing.updatePriceList", { id: list.id, patch })).toEqual(list);
    expect(store.must("pricing.updatePriceList", { id: list.id, patch: { rules: null } })).toMatchObject({
      rules: { countries: null, customerGroups: null },
    });
  });

  it("loses its prices once it is deleted, also many", async () => {
    const store = openPricedStore();
    const sizes = Array.from({ length: 90 }, (_, index) => `Size ${index}`);
    // More than a batch.
    const variants = [1, 2, 3].flatMap(() => store.sellAll(sizes));
    const lists = [store.list(), store.list()];
    for (const { id } of lists)
      store.put(
        id,
        ...variants.flatMap((variantId) => [
          { variantId, amount: 900, maxQuantity: 9 },
          { variantId, amount: 800, minQuantity: 10 },
        ]),
      );
    store.must("pricing.deletePriceList", { id: lists[0]?.id });
    expect(store.readList(lists[0]?.id ?? "")).toBe("not-found");
    await store.pass(day);
    const count = "SELECT list_id, count(*) AS n FROM list_prices GROUP BY list_id";
    expect(store.tenant.storage.rows(count)).toEqual([{ list_id: lists[1]?.id, n: 540 }]);
    expect(store.tenant.storage.rows("SELECT id FROM deleted_price_lists")).toEqual([]);
  });
});
