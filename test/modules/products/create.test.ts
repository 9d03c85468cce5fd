import { describe, expect, it } from "vitest";
import { decideCreate } from "../../../src/modules/products/rules.ts";
import { type ProductInput, productInput } from "../../../src/modules/products/schema.ts";
import { bookOf, context, decisionContext, eventsOf, productId, refusalOf } from "./given.ts";

const price = { amount: 1_000, currency: "USD" };

function input(more: Readonly<Record<string, unknown>> = {}): ProductInput {
  return productInput.parse({
    translations: [{ locale: "en", title: "Lamp" }],
    variants: [{ prices: [price] }],
    ...more,
  });
}

const create = (more: Readonly<Record<string, unknown>> = {}, where = decisionContext()) =>
  decideCreate(productId, input(more), where, context);

const handlesOf = (result: ReturnType<typeof create>) => {
  const translations = eventsOf(result)[0]?.data.translations as readonly { readonly handle: string }[];
  return translations.map(({ handle }) => handle);
};

describe("a new product", () => {
  it("emits events for its variants and their stock", () => {
    const events = eventsOf(create({ variants: [{ prices: [price], stocked: 7 }] }));
    expect(events.map(({ type }) => type)).toEqual([
      "catalog.product.created",
      "catalog.variant.created",
      "inventory.level.updated",
    ]);
    expect(events[1]?.data).toMatchObject({ inventoryPolicy: "deny", requiresShipping: true, position: 0 });
    expect(events[2]?.data).toMatchObject({ old: 0, new: 7, locationId: "loc_01J00000000000000000000000" });
  });

  it("emits no stock event if the stock is zero or absent", () => {
    const events = eventsOf(create({ variants: [{ prices: [price], stocked: 0 }] }));
    expect(events.map(({ type }) => type)).toEqual(["catalog.product.created", "catalog.variant.created"]);
  });
});

describe("its handle", () => {
  it("is made from the title and avoids current and former handles of other products", () => {
    const handles = bookOf({ "en/lamp": "prod_other", "en/lamp-2": "prod_third" });
    expect(handlesOf(create({}, decisionContext({ handles })))).toEqual(["lamp-3"]);
  });

  it("may be the same in another locale", () => {
    const translations = [
      { locale: "en", title: "Lamp" },
      { locale: "de", title: "Lamp" },
    ];
    const handles = bookOf({ "de/lamp": "prod_other" });
    expect(handlesOf(create({ translations }, decisionContext({ handles })))).toEqual(["lamp", "lamp-2"]);
  });

  it("is refused if another product has or had it", () => {
    const translations = [
      { locale: "de", title: "Lampe", handle: "lampe" },
      { locale: "en", title: "Lamp", handle: "lamp" },
    ];
    const handles = bookOf({ "en/lamp": "prod_other" });
    expect(refusalOf(create({ translations }, decisionContext({ handles })))).toEqual({
      code: "duplicate-handle",
      pointers: ["/translations/1/handle"],
    });
  });
});

describe("its options", () => {
  const size = { name: "Size", values: ["S", "M"] };
  const colour = { name: "Colour", values: ["Red", "Blue"] };
  const variants = (...options: readonly Readonly<Record<string, string>>[]) =>
    options.map((one) => ({ options: one, prices: [price] }));

  it("accept variants with their keys in any order", () => {
    const result = create({
      options: [size, colour],
      variants: variants({ Size: "S", Colour: "Red" }, { Colour: "Red", Size: "M" }),
    });
    expect(eventsOf(result)).toHaveLength(3);
  });

  it.each([
    ["a value is missing", [size, colour], variants({ Size: "S" }), ["/variants/0/options/Colour"]],
    ["a value is not listed", [size], variants({ Size: "XL" }), ["/variants/0/options/Size"]],
    [
      "an option is not the product's",
      [size],
      variants({ Size: "S", Cut: "Slim" }),
      ["/variants/0/options/Cut"],
    ],
    ["two variants have the same", [size], variants({ Size: "S" }, { Size: "S" }), ["/variants/1/options"]],
    ["there are no options but two variants", [], variants({}, {}), ["/variants/1/options"]],
  ])("are refused if %s", (_, options, list, pointers) => {
    expect(refusalOf(create({ options, variants: list }))).toEqual({ code: "invalid-options", pointers });
  });
});

describe("its SKUs", () => {
  const variants = (...skus: readonly (string | null)[]) =>
    skus.map((sku, index) => ({ sku, options: { Size: String(index) }, prices: [price] }));
  const options = [{ name: "Size", values: ["0", "1", "2"] }];

  it("may be null on any number of variants", () => {
    expect(eventsOf(create({ options, variants: variants(null, null, "A") }))).toHaveLength(4);
  });

  it("are refused if two variants of the request share one", () => {
    expect(refusalOf(create({ options, variants: variants("A", "B", "A") }))).toEqual({
      code: "duplicate-sku",
      pointers: ["/variants/2/sku"],
    });
  });

  it("are refused if a variant of another product has one", () => {
    const ownerBySku = new Map([["B", "var_other"]]);
    expect(
      refusalOf(create({ options, variants: variants("A", "B") }, decisionContext({ ownerBySku }))),
    ).toEqual({
      code: "duplicate-sku",
      pointers: ["/variants/1/sku"],
    });
  });
});

describe("its prices", () => {
  const priced = (...prices: readonly unknown[]) => create({ variants: [{ prices }] });

  it("may be empty, zero, or one per currency", () => {
    expect(eventsOf(priced())).toHaveLength(2);
    const [, created] = eventsOf(
      priced(
        { amount: 0, currency: "USD" },
        { amount: 5, currency: "EUR", compareAtAmount: 5, minQuantity: null, maxQuantity: null },
      ),
    );
    expect(created?.data.prices).toEqual([
      { amount: 0, currency: "USD", compareAtAmount: null, minQuantity: null, maxQuantity: null },
      { amount: 5, currency: "EUR", compareAtAmount: 5, minQuantity: null, maxQuantity: null },
    ]);
  });

  it.each([
    [
      "if a currency is not enabled",
      "currency-not-enabled",
      [price, { amount: 1, currency: "JPY" }],
      "/variants/0/prices/1/currency",
    ],
    ["if a currency has two prices", "invalid-prices", [price, price], "/variants/0/prices/1/currency"],
    [
      "if the compare-at amount is below the amount",
      "invalid-prices",
      [{ ...price, compareAtAmount: 999, minQuantity: null, maxQuantity: null }],
      "/variants/0/prices/0/compareAtAmount",
    ],
  ])("are refused %s", (_, code, prices, pointer) => {
    expect(refusalOf(priced(...prices))).toEqual({ code, pointers: [pointer] });
  });
});
