import fc from "fast-check";
import { expect, it } from "vitest";
import { selectPrice } from "../../../../src/modules/pricing/selection/selection-rules.ts";
import { openShelf } from "./given.ts";
import { priceListsOf } from "./selected.ts";

const amount = fc.integer({ min: 0, max: 6 });
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const list = fc.record({
  kind: fc.constantFrom("sale", "override"),
  status: fc.constantFrom("active", "active", "active", "draft"),
  priority: fc.integer({ min: 0, max: 1 }),
  countries: maybe(fc.constantFrom(["DE"], ["FR"], ["DE", "FR"])),
  customerGroups: maybe(fc.constantFrom(["vip"], ["nobody"])),
  prices: fc.array(fc.record({ variant: fc.integer({ min: 0, max: 4 }), amount, many: fc.boolean() }), {
    maxLength: 5,
  }),
});
const shop = fc.record({
  base: fc.array(fc.option(amount), { minLength: 5, maxLength: 5 }),
  lists: fc.array(list, { minLength: 1, maxLength: 6 }),
});

it("page, order, filter and facet agree with the selection of prices", async () => {
  await fc.assert(
    fc.asyncProperty(shop, async ({ base, lists }) => {
      const shelf = openShelf();
      const titles = base.map((_, index) => `Lamp ${index}`);
      const variants = shelf.shelve(
        Object.fromEntries(titles.map((title, index) => [title, base[index] ?? null])),
      );
      for (const { countries, customerGroups, prices, ...more } of lists) {
        const { id } = shelf.list({ ...more, rules: { countries, customerGroups } });
        const distinct = new Map(prices.map((price) => [price.variant, price]));
        shelf.put(
          id,
          ...[...distinct.values()].map(({ variant, amount, many }) => ({
            variantId: variants[titles[variant] ?? ""] ?? "",
            amount,
            minQuantity: many ? 2 : null,
          })),
        );
      }
      const member = shelf.member("vip");
      await shelf.platform.deliverAll();
      const priced = priceListsOf(shelf, Object.values(variants));
      for (const buyer of [
        { country: null, customerId: null },
        { country: "DE", customerId: null },
        { country: "FR", customerId: member.customerId },
      ]) {
        const groups = buyer.customerId === null ? [] : ["vip"];
        const question = { country: buyer.country, groups, quantity: 1, now: shelf.platform.clock.now() };
        const selected = titles.map((title) => {
          const variant = priced.get(variants[title] ?? "");
          return {
            title,
            amount: variant === undefined ? null : (selectPrice(variant, question)?.amount ?? null),
          };
        });
        const page = await shelf.page(buyer, { facets: true });
        expect(
          page.items.map(({ title, variants }) => ({ title, amount: variants[0]?.price?.amount ?? null })),
        ).toEqual(selected);
        for (const filters of [{}, { tag: ["wood"] }, { inStock: true }]) {
          const sorted = await shelf.page(buyer, { sort: "price", filters });
          const amounts = sorted.items.map(
            ({ variants }) => variants[0]?.price?.amount ?? Number.POSITIVE_INFINITY,
          );
          expect(amounts).toEqual(amounts.toSorted((a, b) => a - b));
          const sold = selected.filter((one) => !("inStock" in filters) || one.amount !== null);
          expect(amounts).toHaveLength(sold.length);
        }
        const range = await shelf.page(buyer, { filters: { minPrice: 2, maxPrice: 4 } });
        const within = selected.filter((one) => one.amount !== null && one.amount >= 2 && one.amount <= 4);
        expect(range.items.map(({ title }) => title)).toEqual(within.map(({ title }) => title));
        const counted = page.facets?.price.reduce((sum, { count }) => sum + count, 0);
        expect(counted).toBe(selected.filter((one) => one.amount !== null).length);
      }
    }),
    { numRuns: 25 },
  );
}, 120_000);
