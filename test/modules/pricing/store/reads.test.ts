import { describe, expect, it } from "vitest";
import type { Keyset } from "../../../../src/kernel/read/page.ts";
import { day } from "../given.ts";
import { guest, inGermany, openShelf, pricesIn } from "./given.ts";

const usd = (amount: number) => ({ amount, currency: "USD" });

/** A shelf with base prices, German prices, prices of a group and a sale. */
async function openLampShelf() {
  const shelf = openShelf();
  const variants = shelf.shelve({ Ash: 100, Beech: 200, Cedar: 300, Dogwood: null, Elm: 500 });
  const { Ash = "", Beech = "", Cedar = "", Dogwood = "" } = variants;
  const german = shelf.list({ name: "Germany", rules: { countries: ["DE"] } });
  const vip = shelf.list({ name: "VIP", rules: { customerGroups: ["vip"] } });
  const sale = shelf.list({ name: "Sale", kind: "sale" });
  shelf.put(german.id, { variantId: Ash, amount: 450 }, { variantId: Dogwood, amount: 50 });
  shelf.put(
    vip.id,
    { variantId: Beech, amount: 10, maxQuantity: 9 },
    { variantId: Beech, amount: 5, minQuantity: 10 },
  );
  shelf.put(sale.id, { variantId: Cedar, amount: 250 }, { variantId: Ash, amount: 120 });
  const member = shelf.member("vip");
  await shelf.platform.deliverAll();
  return { ...shelf, member, sale, variants };
}

describe("a list of products", () => {
  it("has the prices of the buyer's country and groups, and of sales", async () => {
    const shelf = await openLampShelf();
    const base = [
      ["Ash", 100],
      ["Beech", 200],
      ["Cedar", 250],
      ["Dogwood", null],
      ["Elm", 500],
    ];
    expect(pricesIn(await shelf.page(guest))).toEqual(base);
    expect(pricesIn(await shelf.page(inGermany))).toEqual(
      base.with(0, ["Ash", 120]).with(3, ["Dogwood", 50]),
    );
    expect(pricesIn(await shelf.page(shelf.member))).toEqual(base.with(1, ["Beech", 10]));
    expect(pricesIn(await shelf.page(null))).toEqual(base.with(2, ["Cedar", 300]));
  });

  it.each([
    ["price", guest, ["Ash", "Beech", "Cedar", "Elm", "Dogwood"]],
    ["-price", guest, ["Elm", "Cedar", "Beech", "Ash", "Dogwood"]],
    ["price", inGermany, ["Dogwood", "Ash", "Beech", "Cedar", "Elm"]],
    ["-price", inGermany, ["Elm", "Cedar", "Beech", "Ash", "Dogwood"]],
  ] as const)("sorted by %s is in the order of these prices, page by page", async (sort, buyer, titles) => {
    const shelf = await openLampShelf();
    const seen: string[] = [];
    for (let after: Keyset | null = null, more = true; more; ) {
      const page: Awaited<ReturnType<typeof shelf.page>> = await shelf.page(buyer, {
        sort,
        page: { limit: 2, after, count: false },
      });
      seen.push(...page.items.map(({ title }) => title));
      after = page.next;
      more = after !== null;
    }
    expect(seen).toEqual(titles);
    // A small set of matches is sorted instead of read through an index.
    const counted = { limit: 100, after: null, count: true };
    const few = { sort, page: counted, filters: { tag: ["wood"] } };
    expect((await shelf.page(buyer, few)).items.map(({ title }) => title)).toEqual(titles);
  });

  it.each([
    [guest, { minPrice: 200, maxPrice: 250 }, ["Beech", "Cedar"]],
    [null, { minPrice: 200, maxPrice: 250 }, ["Beech"]],
    [inGermany, { maxPrice: 120 }, ["Ash", "Dogwood"]],
    [inGermany, { minPrice: 400 }, ["Elm"]],
  ] as const)("filtered by price has what is in the range (%j %j)", async (buyer, filters, titles) => {
    const shelf = await openLampShelf();
    for (const sort of ["title", "price"] as const)
      for (const more of [{}, { tag: ["wood"] }, { inStock: true }]) {
        const page = await shelf.page(buyer, { sort, filters: { ...filters, ...more } });
        expect(page.items.map(({ title }) => title).toSorted()).toEqual(titles);
      }
  });

  it("counts the buyer's prices, and what the buyer can order", async () => {
    const shelf = await openLampShelf();
    const facetsOf = async (buyer: Parameters<typeof shelf.page>[0]) =>
      (await shelf.page(buyer, { facets: true })).facets;
    const ranges = (facets: Awaited<ReturnType<typeof facetsOf>>) =>
      facets?.price.map(({ min, count }) => [min, count]);
    expect(ranges(await facetsOf(null))).toEqual([
      [100, 1],
      [200, 2],
      [500, 1],
    ]);
    expect(ranges(await facetsOf(inGermany))).toEqual([
      [50, 1],
      [100, 1],
      [200, 2],
      [500, 1],
    ]);
    const inStock = async (buyer: Parameters<typeof shelf.page>[0]) =>
      (await facetsOf(buyer))?.availability.find(({ value }) => value === "in-stock")?.count;
    expect([await inStock(guest), await inStock(inGermany)]).toEqual([4, 5]);
    const page = await shelf.page(inGermany, { filters: { inStock: true } });
    expect(page.items).toHaveLength(5);
  });
});

describe("a product", () => {
  it("has the price of one unit, what it was before, and the prices of more", async () => {
    const shelf = await openLampShelf();
    const [cedar] = (await shelf.product(guest, "cedar")).variants;
    expect(cedar).toMatchObject({ price: usd(250), compareAtPrice: usd(300), priceTiers: [] });
    const beech = await shelf.product(shelf.member, "beech");
    expect(beech.variants[0]).toMatchObject({
      price: usd(10),
      priceTiers: [
        { minQuantity: 1, maxQuantity: 9, amount: usd(10) },
        { minQuantity: 10, maxQuantity: null, amount: usd(5) },
      ],
    });
    expect(beech.priceRange).toEqual({ min: usd(10), max: usd(10) });
    expect((await shelf.product(inGermany, "dogwood")).variants[0]).toMatchObject({
      price: usd(50),
      available: true,
    });
    expect((await shelf.product(guest, "dogwood")).variants[0]).toMatchObject({
      price: null,
      available: false,
    });
  });

  it("has other prices once a list starts, ends or is deleted", async () => {
    const shelf = openShelf();
    const { Ash = "" } = shelf.shelve({ Ash: 100 });
    const { id } = shelf.list({ kind: "sale", startsAt: shelf.in(day), endsAt: shelf.in(2 * day) });
    shelf.put(id, { variantId: Ash, amount: 60 });
    const amount = async () => (await shelf.product(guest, "ash")).variants[0]?.price?.amount;
    await shelf.pass(day - 1);
    expect(await amount()).toBe(100);
    await shelf.pass(1);
    expect(await amount()).toBe(60);
    await shelf.pass(day);
    expect(await amount()).toBe(100);
    shelf.must("pricing.updatePriceList", { id, patch: { endsAt: null } });
    await shelf.platform.deliverAll();
    expect(await amount()).toBe(60);
    shelf.must("pricing.deletePriceList", { id });
    await shelf.platform.deliverAll();
    expect(await amount()).toBe(100);
  });

  it("that is gone leaves no prices behind", async () => {
    const shelf = openShelf();
    const product = shelf.sell({ title: "Ash", draft: true });
    const { id } = shelf.list();
    shelf.put(id, { variantId: product.variantId, amount: 60 });
    await shelf.platform.deliverAll();
    expect(shelf.platform.readModel.rows("SELECT amount FROM list_prices")).toEqual([{ amount: 60 }]);
    shelf.must("catalogue.deleteProduct", { id: product.productId });
    await shelf.platform.deliverAll();
    expect(shelf.platform.readModel.rows("SELECT amount FROM list_prices")).toEqual([]);
    expect(shelf.platform.readModel.rows("SELECT variant_id FROM catalogue_variants")).toEqual([]);
  });
});
