import fc from "fast-check";
import { expect, it } from "vitest";
import { z } from "zod";
import type { Keyset, Page } from "../../../../src/kernel/read/page.ts";
import { openShop, type Shop } from "../../../support/node/shop.ts";
import { type NaiveProduct, type NaiveRequest, naiveFacets, naiveMatches, naivePrice } from "./naive.ts";
import { listed, sell } from "./shop.ts";

// No word is a stem of another, so the naive search needs no stemmer.
const words = ["oak", "oakum", "brim", "brimbox", "zinc", "wax"];
const tags = ["zinc", "wax", "Sale", "brim now", "ünïcode"];
const vendors = ["Oak", "Vex"];
const types = ["Wax", "Jar"];
const collections = ["first", "second"];
/** Nested categories: each is the parent of the next. */
const categories = ["root", "leaf"];
const colours = ["Red", "Blue", "Teal"];
const amounts = [0, 1, 99, 100, 199, 200, 4_999, 5_000, 12_345];

const attributes = [
  { key: "material", value: "wool" },
  { key: "material", value: "silk" },
  { key: "care.wash", value: "hand" },
];

const productOf = fc.record({
  attributes: fc.subarray(attributes),
  title: fc.subarray(words, { minLength: 1 }),
  tags: fc.subarray(tags),
  vendor: fc.option(fc.constantFrom(...vendors)),
  type: fc.option(fc.constantFrom(...types)),
  collections: fc.subarray(collections),
  categories: fc.subarray(categories),
  variants: fc.array(
    fc.record({
      prices: fc.dictionary(fc.constantFrom("USD", "EUR"), fc.constantFrom(...amounts), {
        noNullPrototype: true,
      }),
      colour: fc.constantFrom(...colours),
      policy: fc.constantFrom("deny", "deny", "deny", "continue", "untracked"),
      stocked: fc.constantFrom(0, 0, 3),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});
type Drawn = typeof productOf extends fc.Arbitrary<infer Product> ? Product : never;

const seldom = <Value>(values: readonly Value[]) =>
  fc.oneof({ arbitrary: fc.constant([]), weight: 2 }, { arbitrary: fc.subarray([...values]), weight: 1 });
const bound = fc.option(fc.constantFrom(...amounts), { freq: 1 });
const requestOf = fc.record({
  words: fc.oneof(
    fc.constant([]),
    fc.subarray(words, { maxLength: 2 }),
    fc.constantFrom(["oa"], ["oak", "bri"], ["absent"], ["wax", "ze"]),
  ),
  currency: fc.constantFrom("USD", "EUR"),
  filters: fc.record({
    tag: seldom([...tags, "absent"]),
    vendor: seldom(vendors),
    type: seldom(types),
    collection: seldom(collections),
    category: seldom(categories),
    inStock: fc.option(fc.boolean(), { freq: 1 }),
    minPrice: bound,
    maxPrice: bound,
    option: fc.oneof(
      { arbitrary: fc.constant({}), weight: 2 },
      { arbitrary: fc.record({ Colour: fc.subarray([...colours, "absent"], { minLength: 1 }) }), weight: 1 },
      {
        arbitrary: fc.record({
          Colour: fc.subarray(colours, { minLength: 1 }),
          Size: fc.subarray(["S0", "S1"], { minLength: 1 }),
        }),
        weight: 1,
      },
      { arbitrary: fc.record({ Absent: fc.constant(["x"]) }), weight: 0 },
    ),
    attr: fc.oneof(
      { arbitrary: fc.constant({}), weight: 3 },
      {
        arbitrary: fc.record({ material: fc.subarray(["wool", "silk", "absent"], { minLength: 1 }) }),
        weight: 1,
      },
      {
        arbitrary: fc.record({ material: fc.constant(["wool"]), "care.wash": fc.constant(["hand"]) }),
        weight: 1,
      },
    ),
  }),
});

/** A shop with the generated products, and the same data for the naive search. */
async function openWith(drawn: readonly Drawn[]) {
  const shop = openShop();
  const products = drawn.map(({ title, variants, collections: _, categories: __, ...more }) => {
    const sizes = variants.map((_, index) => `S${index}`);
    return sell(shop, title.join(" "), {
      ...more,
      options: [
        { name: "Size", values: sizes },
        { name: "Colour", values: colours },
      ],
      variants: variants.map(({ prices, colour, policy, stocked }, index) => ({
        options: { Size: sizes[index], Colour: colour },
        prices: Object.entries(prices).map(([currency, amount]) => ({ currency, amount })),
        inventoryPolicy: policy,
        stocked,
      })),
    });
  });
  const fill = (kind: "Collection" | "Category", name: string, parentId?: string) => {
    const input = {
      translations: [{ locale: "en", title: name }],
      ...(parentId === undefined ? {} : { parentId }),
    };
    const { id } = z.object({ id: z.string() }).parse(shop.must(`catalogue.create${kind}`, input));
    const groupsOf = (one: Drawn | undefined) =>
      (kind === "Category" ? one?.categories : one?.collections) ?? [];
    const productIds = products.filter((_, index) => groupsOf(drawn[index]).includes(name));
    shop.must(`catalogue.setProductsOf${kind}`, { id, productIds });
    return id;
  };
  for (const name of collections) fill("Collection", name);
  fill("Category", "leaf", fill("Category", "root"));
  await shop.platform.deliverAll();
  const naive = drawn.map(
    (one, index): NaiveProduct => ({
      ...one,
      id: products[index] ?? "",
      variants: one.variants.map((variant, at) => ({
        ...variant,
        options: { Size: `S${at}`, Colour: variant.colour },
      })),
      // A product in a category is also in its ancestors.
      categories: one.categories.includes("leaf") ? categories : one.categories,
      words: [...one.title, ...one.tags, one.vendor ?? "", one.type ?? ""].flatMap((text) =>
        text.toLowerCase().split(" "),
      ),
    }),
  );
  return { shop, naive };
}

async function compare({ shop, naive }: Awaited<ReturnType<typeof openWith>>, request: NaiveRequest) {
  const { words: asked, ...rest } = request;
  const answer = await listed(shop, {
    ...rest,
    q: asked.length === 0 ? null : asked.join(" "),
    facets: true,
    page: { limit: 100, after: null, count: true },
  });
  const matches = naiveMatches(naive, request);
  const what = JSON.stringify(request);
  expect(answer.items.map(({ id }) => id).toSorted(), what).toEqual(matches.map(({ id }) => id).toSorted());
  expect(answer.totalCount, what).toBe(matches.length);
  expect(answer.atLeast).toBe(false);
  expect(answer.facets, what).toEqual(naiveFacets(naive, request));
  for (const sort of ["price", "-price"] as const) await compareOrder(shop, naive, request, sort);
  return matches.length;
}

/** Sorted by price, in pages of five, the products' prices are in order and those without one come last. */
async function compareOrder(
  shop: Shop,
  naive: readonly NaiveProduct[],
  request: NaiveRequest,
  sort: "price" | "-price",
) {
  const { words: asked, ...rest } = request;
  const ids: string[] = [];
  let after: Keyset | null = null;
  do {
    const q = asked.length === 0 ? null : asked.join(" ");
    const page: Page<{ readonly id: string }> = await listed(shop, {
      ...rest,
      q,
      sort,
      page: { limit: 5, after, count: false },
    });
    ids.push(...page.items.map(({ id }) => id));
    after = page.next;
  } while (after !== null);
  const what = `${sort} ${JSON.stringify(request)}`;
  const matches = naiveMatches(naive, request);
  expect(ids.toSorted(), what).toEqual(matches.map(({ id }) => id).toSorted());
  const productById = new Map(matches.map((product) => [product.id, product]));
  const last = Number.POSITIVE_INFINITY;
  const keys = ids.map((id) => {
    const product = productById.get(id);
    const price = product === undefined ? undefined : naivePrice(product, request);
    return price === undefined ? last : sort === "price" ? price : -price;
  });
  expect(keys, what).toEqual(keys.toSorted((a, b) => a - b));
}

it("lists, counts and facets equal those of a naive search", async () => {
  const found: number[] = [];
  await fc.assert(
    fc.asyncProperty(
      fc.array(productOf, { minLength: 20, maxLength: 40 }),
      fc.array(requestOf, { minLength: 60, maxLength: 60 }),
      async (drawn, requests) => {
        const opened = await openWith(drawn);
        for (const request of requests) found.push(await compare(opened, request));
      },
    ),
    { seed: 20_260_301, numRuns: 6, endOnFailure: true },
  );
  // Guards the generator: enough searches find some products, but not all.
  expect(found.filter((count) => count > 0).length).toBeGreaterThan(100);
  expect(found.filter((count) => count === 0).length).toBeGreaterThan(50);
}, 60_000);
