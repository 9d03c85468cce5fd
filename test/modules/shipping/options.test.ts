import { describe, expect, it } from "vitest";
import { openShop, type Shop } from "../../support/node/shop.ts";

interface Option {
  readonly id: string;
  readonly name: string;
  readonly prices: readonly { readonly amount: number; readonly currency: string }[];
  readonly version: number;
}

function ask<Answer>(shop: Shop, query: string, input: unknown): Answer {
  const answer = shop.tenant.core.ask({ query, input, actor: { kind: "system" } });
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value as Answer;
}

const list = (shop: Shop) =>
  ask<{ readonly items: readonly Option[] }>(shop, "shipping.listOptions", {
    limit: 100,
    after: null,
    count: false,
  }).items;

const express = { name: "Express", prices: [{ amount: 1_500, currency: "USD" }] };

describe("a new tenant", () => {
  it("has a flat rate of 500 in each of its currencies, also those enabled later", () => {
    const shop = openShop();
    expect(list(shop)).toEqual([
      {
        id: shop.tenant.id.replace("ten_", "shp_"),
        name: "Flat rate",
        prices: [
          { amount: 500, currency: "USD" },
          { amount: 500, currency: "EUR" },
        ],
        kind: "delivery",
        zones: [],
        rules: [],
        freeFrom: [],
        profile: null,
        locationId: null,
        minDays: null,
        maxDays: null,
        taxCategory: "standard",
        version: 0,
      },
    ]);
    shop.must("tenants.changeSettings", { currencies: ["USD", "EUR", "JPY"] });
    expect(list(shop)[0]?.prices.map(({ currency }) => currency)).toEqual(["USD", "EUR", "JPY"]);
  });

  it("can change the flat rate like any other option; omitted fields stay", () => {
    const shop = openShop();
    const [flat] = list(shop);
    const changed = shop.must("shipping.updateOption", { id: flat?.id, patch: { name: "Post" } });
    expect(changed).toEqual({ ...flat, name: "Post", version: 1 });
    shop.must("tenants.changeSettings", { currencies: ["USD", "EUR", "JPY"] });
    expect(list(shop)).toEqual([changed]);
    expect(shop.tenant.core.eventsAfter(0, 100).events.at(-2)).toMatchObject({
      type: "shipping.option.created",
      data: { name: "Post" },
      state: { id: flat?.id, name: "Post", prices: flat?.prices },
    });
  });

  it("can delete the flat rate for good", () => {
    const shop = openShop();
    const [flat] = list(shop);
    shop.must("shipping.deleteOption", { id: flat?.id });
    expect(list(shop)).toEqual([]);
    expect(shop.run("shipping.deleteOption", { id: flat?.id })).toMatchObject({
      ok: false,
      refusal: { code: "not-found" },
    });
    shop.must("shipping.createOption", express);
    expect(list(shop).map(({ name }) => name)).toEqual(["Express"]);
  });

  it("refuses a stale edit of the flat rate, before and after its first change", () => {
    const shop = openShop();
    const [flat] = list(shop);
    const rename = (name: string, version: number) =>
      shop.run("shipping.updateOption", { id: flat?.id, patch: { name } }, { ifMatch: [`"${version}"`] });
    expect(rename("One", 1)).toMatchObject({ ok: false, refusal: { code: "version-mismatch" } });
    expect(rename("One", 0)).toMatchObject({ ok: true });
    expect(rename("Two", 0)).toMatchObject({ ok: false, refusal: { code: "version-mismatch" } });
    expect(rename("Two", 1)).toMatchObject({ ok: true, answer: { name: "Two", version: 2 } });
  });
});

describe("a shipping option", () => {
  it("is listed after the flat rate, oldest first, page by page", () => {
    const shop = openShop();
    for (const name of ["Express", "Pick-up"]) {
      shop.platform.clock.advance(1);
      shop.must("shipping.createOption", { ...express, name });
    }
    const names: string[] = [];
    for (let after: readonly unknown[] | null = null, more = true; more; ) {
      const page: { items: readonly Option[]; next: readonly unknown[] | null; totalCount: number } = ask(
        shop,
        "shipping.listOptions",
        { limit: 1, after, count: true },
      );
      names.push(...page.items.map(({ name }) => name));
      expect(page.totalCount).toBe(3);
      after = page.next;
      more = page.next !== null;
    }
    expect(names).toEqual(["Flat rate", "Express", "Pick-up"]);
  });

  it("has one price per currency, in enabled currencies only", () => {
    const shop = openShop();
    const priced = (...currencies: readonly string[]) =>
      shop.run("shipping.createOption", {
        name: "Express",
        prices: currencies.map((currency) => ({ amount: 1, currency })),
      });
    expect(priced("USD", "JPY")).toMatchObject({
      refusal: { code: "currency-not-enabled", errors: [{ pointer: "/prices/1/currency" }] },
    });
    expect(priced("USD", "USD")).toMatchObject({
      refusal: { code: "invalid-prices", errors: [{ pointer: "/prices/1/currency" }] },
    });
  });

  it("may keep a price in a currency that has been disabled since", () => {
    const shop = openShop();
    const prices = [
      { amount: 1_500, currency: "USD" },
      { amount: 1_400, currency: "EUR" },
    ];
    const { id } = shop.must("shipping.createOption", { name: "Express", prices }) as Option;
    shop.must("tenants.changeSettings", { currencies: ["USD"] });
    expect(shop.run("shipping.updateOption", { id, patch: { prices, name: "Fast" } })).toMatchObject({
      ok: true,
      answer: { name: "Fast", prices },
    });
  });

  it("does not change without a difference, and there is no event", () => {
    const shop = openShop();
    const { id } = shop.must("shipping.createOption", express) as Option;
    expect(shop.run("shipping.updateOption", { id, patch: express })).toMatchObject({ ok: true, seq: null });
  });

  it("keeps what it fits, and a patch replaces or clears it", () => {
    const shop = openShop();
    const usd = (amount: number) => ({ amount, currency: "USD" });
    const rule = { minWeight: 1, maxSubtotal: 9_000, prices: [usd(700)] };
    const fitting = {
      zones: ["DE"],
      rules: [rule],
      freeFrom: [usd(5_000)],
      profile: "bulky",
      minDays: 1,
      maxDays: 3,
    };
    const made = shop.must("shipping.createOption", { name: "Freight", ...fitting, taxCategory: "freight" });
    const stored = {
      ...fitting,
      prices: [],
      rules: [{ maxWeight: null, minSubtotal: null, ...rule, minQuantity: null, maxQuantity: null }],
      taxCategory: "freight",
      version: 1,
    };
    expect(made).toMatchObject(stored);
    const { id } = made as Option;
    const patch = { zones: [], profile: null, minDays: null };
    expect(shop.must("shipping.updateOption", { id, patch })).toMatchObject({
      ...stored,
      ...patch,
      version: 2,
    });
    expect(shop.run("shipping.updateOption", { id, patch })).toMatchObject({ ok: true, seq: null });
  });

  it("can be picked up at a location of the shop", () => {
    const shop = openShop();
    const { id: locationId } = shop.must("inventory.createLocation", { name: "Shop" }) as Option;
    const pickup = { ...express, kind: "pickup", locationId };
    expect(shop.must("shipping.createOption", pickup)).toMatchObject({ kind: "pickup", locationId });
  });

  it.each([
    ["neither a price nor a rule", { prices: [] }, "validation-failed", "/prices"],
    ["fewer days at most than at least", { minDays: 3, maxDays: 2 }, "validation-failed", "/maxDays"],
    [
      "a place to pick up what is delivered",
      { locationId: "loc_01J00000000000000000000000" },
      "validation-failed",
      "/locationId",
    ],
    [
      "a location that does not exist",
      { kind: "pickup", locationId: "loc_01J00000000000000000000000" },
      "unknown-reference",
      "/locationId",
    ],
    [
      "a rule with a price in a currency that is not enabled",
      { rules: [{ prices: [{ amount: 1, currency: "JPY" }] }] },
      "currency-not-enabled",
      "/rules/0/prices/0/currency",
    ],
    [
      "two free amounts in a currency",
      { freeFrom: [1, 2].map((amount) => ({ amount, currency: "USD" })) },
      "invalid-prices",
      "/freeFrom/1/currency",
    ],
  ])("is refused with %s", (_, more, code, pointer) => {
    expect(openShop().run("shipping.createOption", { ...express, ...more })).toMatchObject({
      refusal: { code, errors: [{ pointer }] },
    });
  });

  it("has at most 8 KiB", () => {
    const rules = Array.from({ length: 50 }, (_, index) => ({
      minWeight: index,
      maxWeight: index,
      minQuantity: index,
      maxQuantity: index,
      minSubtotal: index,
      maxSubtotal: 1_000_000_000_000,
      prices: [{ amount: 1_000_000_000_000, currency: "USD" }],
    }));
    const refused = { refusal: { code: "too-large" } };
    expect(openShop().run("shipping.createOption", { ...express, rules })).toMatchObject(refused);
    expect(openShop().run("shipping.createOption", { ...express, rules: rules.slice(25) })).toMatchObject({
      ok: true,
    });
  });

  it("is one of at most 100", () => {
    const shop = openShop();
    for (let count = 1; count < 100; count += 1) shop.must("shipping.createOption", express);
    expect(shop.run("shipping.createOption", express)).toMatchObject({ refusal: { code: "too-large" } });
  });
});
