import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StoreOrderResponse } from "../../../src/modules/orders/index.ts";
import { openStore, type Store, shippingOptions } from "./given.ts";

const currencies = ["USD", "JPY", "KWD"] as const;
const countries = ["DE", "FR", "US"] as const;

/** A shop with tax in its prices or not, and a handful of things that are sold in three currencies. */
function openShop(pricesIncludeTax: boolean): {
  readonly store: Store;
  readonly variants: readonly string[];
} {
  const store = openStore();
  store.must("tenants.changeSettings", {
    currencies: [...currencies, "EUR"],
    pricesIncludeTax,
    maxUnpaidUnitsPerVariant: null,
    taxRates: [
      { country: "DE", rate: 1_900 },
      { country: "FR", rate: 550 },
    ],
  });
  store.must("shipping.createOption", {
    name: "Express",
    prices: currencies.map((currency, index) => ({ amount: 1_501 + index, currency })),
  });
  const prices = [
    { USD: 1_999, JPY: 2_980, KWD: 6_125 },
    { USD: 333, JPY: 51, KWD: 999 },
    { USD: 10_001, JPY: 14_999, KWD: 31_337 },
    { USD: 0, JPY: 0, KWD: 0 },
  ];
  const wares = prices.map((own, index) =>
    store.sell({
      title: `Thing ${index}`,
      titles: { de: `Ding ${index}` },
      prices: own,
      policy: index === 1 ? "continue" : index === 2 ? "untracked" : "deny",
      stocked: index === 1 ? 3 : 1_000_000,
      ships: index !== 2,
    }),
  );
  return { store, variants: wares.map(({ variantId }) => variantId) };
}

const shoppers = fc.record({
  items: fc.array(fc.record({ ware: fc.nat(3), quantity: fc.integer({ min: 1, max: 40 }) }), {
    minLength: 1,
    maxLength: 6,
  }),
  currency: fc.constantFrom(...currencies),
  locale: fc.constantFrom("en", "de", "fr"),
  shipsTo: fc.constantFrom(...countries),
  billsTo: fc.option(fc.constantFrom(...countries)),
  express: fc.boolean(),
  note: fc.option(fc.constantFrom("Ring twice", "Leave it at the door")),
  expects: fc.boolean(),
});
type Shopper = typeof shoppers extends fc.Arbitrary<infer Value> ? Value : never;

const email = "ada@shop.example";

function asked(store: Store, { shipsTo, billsTo, express, note }: Shopper) {
  const [flat, fast] = shippingOptions(store);
  return {
    shippingAddress: { firstName: "Ada", country: shipsTo },
    ...(billsTo === null ? {} : { billingAddress: { firstName: "Ada", country: billsTo } }),
    shippingOptionId: (express ? fast : flat)?.id,
    ...(note === null ? {} : { note }),
  };
}

function stepByStep(store: Store, variants: readonly string[], shopper: Shopper): StoreOrderResponse {
  const { currency, locale, items, expects } = shopper;
  const { id } = store.open({ currency, locale });
  for (const { ware, quantity } of items) store.add(id, variants[ware] ?? "", quantity);
  store.patch(id, { email });
  const { totals } = store.patch(id, asked(store, shopper));
  return store.completes(id, expects ? { expectedTotal: totals.total } : {});
}

function atOnce(store: Store, variants: readonly string[], shopper: Shopper): StoreOrderResponse {
  const { currency, locale } = shopper;
  const items = shopper.items.map(({ ware, quantity }) => ({ variantId: variants[ware] ?? "", quantity }));
  return store.checksOut({ currency, locale, items, email, ...asked(store, shopper) });
}

/** An order without ids, numbers and times. */
function bare(order: StoreOrderResponse) {
  const { id: _, number: __, placedAt: ___, timeline, items, payments, ...rest } = order;
  return {
    ...rest,
    timeline: timeline.map(({ type, actor }) => ({ type, actor })),
    items: items.map(({ id: ____, ...item }) => item),
    payments: payments.map(({ id: ____, createdAt: _____, ...payment }) => payment),
  };
}

describe.each([
  ["without tax", false],
  ["with tax", true],
])("with prices %s", (_, pricesIncludeTax) => {
  it("a cart and a one-request checkout lead to the same order, which adds up", { timeout: 60_000 }, () => {
    const { store, variants } = openShop(pricesIncludeTax);
    let placed = 0;
    fc.assert(
      fc.property(shoppers, (shopper) => {
        const steps = stepByStep(store, variants, shopper);
        const once = atOnce(store, variants, shopper);
        // Backorder depends on what was sold before, so the second may have to wait where the first did not.
        expect({ ...bare(once), status: steps.status }).toEqual(bare(steps));
        const { subtotal, discount, shipping, tax, total } = steps.totals;
        expect(
          subtotal.amount - discount.amount + shipping.amount + (pricesIncludeTax ? 0 : tax.amount),
        ).toBe(total.amount);
        expect(steps.items.reduce((sum, item) => sum + item.total.amount, 0) + shipping.amount).toBe(
          total.amount,
        );
        expect([steps.number, once.number]).toEqual([1_001 + placed, 1_002 + placed]);
        placed += 2;
      }),
      { seed: 7, numRuns: 100 },
    );
  });
});
