import { expect, it } from "vitest";
import { listed, sell, shopWith } from "./search/shop.ts";

const shop = await shopWith({});
const priced = (amount: number, more = {}) => ({
  variants: [{ prices: [{ amount, currency: "USD" }], stocked: 5, ...more }],
});
const lamp = sell(shop, "Lamp", { tags: ["home"], ...priced(900) });
const tent = sell(shop, "Tent", { tags: ["camp"], ...priced(30_000) });
const stove = sell(shop, "Camp stove", { tags: ["camp"], ...priced(8_000, { stocked: 0 }) });
await shop.platform.deliverAll();

const titles = async (ids: readonly string[], more: Parameters<typeof listed>[1] = {}) => {
  const { items } = await listed(shop, { sort: "title", ...more, filters: { ids, ...more.filters } });
  return items.map(({ title }) => title);
};

it("a storefront lists the products that a shopper has looked at, by their ids", async () => {
  expect(await titles([tent, lamp])).toEqual(["Lamp", "Tent"]);
  expect(await titles([tent, tent])).toEqual(["Tent"]);
});

it("an id that is no published product of the shop is left out", async () => {
  const { id: draft } = shop.must("catalogue.createProduct", {
    translations: [{ locale: "en", title: "Draft" }],
    variants: [{ prices: [] }],
  }) as { id: string };
  await shop.platform.deliverAll();
  expect(await titles([draft, "prod_nothing", lamp])).toEqual(["Lamp"]);
  expect(await titles(["prod_nothing"])).toEqual([]);
});

it("other filters, search, sorting, counts and facets hold for these products only", async () => {
  const all = [lamp, tent, stove];
  expect(await titles(all, { filters: { tag: ["camp"] } })).toEqual(["Camp stove", "Tent"]);
  expect(await titles(all, { filters: { inStock: true } })).toEqual(["Lamp", "Tent"]);
  expect(await titles([lamp, stove], { q: "camp" })).toEqual(["Camp stove"]);
  expect(await titles(all, { sort: "-price" })).toEqual(["Tent", "Camp stove", "Lamp"]);
  const page = { limit: 1, after: null, count: true };
  const counted = await listed(shop, { filters: { ids: [tent, stove] }, facets: true, page });
  expect(counted.totalCount).toBe(2);
  expect(counted.facets?.tag).toEqual([{ value: "camp", count: 2 }]);
});

it("a card has the first variant and the first image only, and all that a card shows", async () => {
  const mug = sell(shop, "Mug", {
    options: [{ name: "Colour", values: ["Red", "Blue"] }],
    variants: ["Red", "Blue"].map((Colour, index) => ({
      options: { Colour },
      prices: [{ amount: 1_000 + index, currency: "USD" }],
    })),
    images: [{ url: "https://images.example/1.jpg" }, { url: "https://images.example/2.jpg" }],
  });
  await shop.platform.deliverAll();
  const { items } = await listed(shop, { filters: { ids: [mug] }, fields: "card" });
  expect(items).toMatchObject([
    {
      title: "Mug",
      variants: [{ options: { Colour: "Red" } }],
      images: [{ url: "https://images.example/1.jpg" }],
      priceRange: { min: { amount: 1_000 }, max: { amount: 1_001 } },
    },
  ]);
  const { items: whole } = await listed(shop, { filters: { ids: [mug] } });
  expect(whole[0]?.variants).toHaveLength(2);
});
