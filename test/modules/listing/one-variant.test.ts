import { expect, it } from "vitest";
import { listed, shopWith } from "./search/shop.ts";

const variants = (...sizes: readonly (readonly [size: string, amount: number, stocked: number])[]) => ({
  options: [{ name: "Size", values: sizes.map(([size]) => size) }],
  variants: sizes.map(([size, amount, stocked]) => ({
    options: { Size: size },
    prices: [{ amount, currency: "USD" }],
    stocked,
  })),
});

const shop = await shopWith({
  Shirt: variants(["S", 1_000, 0], ["L", 3_000, 5]),
  Coat: variants(["S", 2_000, 5], ["L", 500, 0]),
  Scarf: variants(["S", 1_500, 2]),
});

const titles = async (asked: Parameters<typeof listed>[1]) => {
  const { items } = await listed(shop, { sort: "title", ...asked });
  return items.map(({ title }) => title);
};

it("a shirt that is sold out at the low price isn't found as in stock at the low price", async () => {
  expect(await titles({ filters: { maxPrice: 1_200, inStock: true } })).toEqual([]);
  expect(await titles({ filters: { maxPrice: 1_200 } })).toEqual(["Coat", "Shirt"]);
  expect(await titles({ filters: { maxPrice: 1_600, inStock: true } })).toEqual(["Scarf"]);
});

it("a shirt that is sold out at the low price is found as out of stock at the low price", async () => {
  expect(await titles({ filters: { maxPrice: 1_200, inStock: false } })).toEqual(["Coat", "Shirt"]);
  expect(await titles({ filters: { inStock: false } })).toEqual([]);
});

it("products sort by the lowest price of a variant that meets the filters", async () => {
  expect(await titles({ sort: "price" })).toEqual(["Coat", "Shirt", "Scarf"]);
  expect(await titles({ sort: "price", filters: { inStock: true } })).toEqual(["Scarf", "Coat", "Shirt"]);
  expect(await titles({ sort: "-price", filters: { inStock: true } })).toEqual(["Shirt", "Coat", "Scarf"]);
  expect(await titles({ sort: "price", filters: { minPrice: 900 } })).toEqual(["Shirt", "Scarf", "Coat"]);
});

it("facets and counts are of products with one variant that meets all filters", async () => {
  const page = { limit: 10, after: null, count: true };
  const cheap = await listed(shop, { filters: { maxPrice: 1_600 }, facets: true, page });
  expect(cheap.totalCount).toBe(3);
  expect(cheap.facets?.availability).toEqual([
    { value: "out-of-stock", count: 2 },
    { value: "in-stock", count: 1 },
  ]);
  const stocked = await listed(shop, { filters: { inStock: true }, facets: true, page });
  expect(stocked.facets?.price).toEqual([
    { min: 1_000, max: 1_999, count: 1 },
    { min: 2_000, max: 4_999, count: 2 },
  ]);
});

it("a card says whether any variant can be bought, whichever it shows", async () => {
  const soldOut = await shopWith({
    Gone: variants(["S", 100, 0]),
    Left: variants(["S", 100, 0], ["L", 100, 1]),
  });
  const { items } = await listed(soldOut, { sort: "title", fields: "card" });
  expect(items).toMatchObject([
    { title: "Gone", available: false, variants: [{ available: false }] },
    { title: "Left", available: true, variants: [{ available: false }] },
  ]);
});

it.each([
  ["a size", { option: { Size: ["L"] } }, ["Coat L", "Shirt L"]],
  ["a price", { maxPrice: 900 }, ["Coat L"]],
  ["stock", { inStock: true }, ["Coat S", "Scarf S", "Shirt L"]],
  ["nothing", {}, ["Coat S", "Scarf S", "Shirt S"]],
])(
  "a card in a list that is filtered by %s shows the first variant that meets it",
  async (_, filters, cards) => {
    const { items } = await listed(shop, { sort: "title", fields: "card", filters });
    expect(items.map(({ title, variants: [first] }) => `${title} ${first?.title}`)).toEqual(cards);
  },
);
