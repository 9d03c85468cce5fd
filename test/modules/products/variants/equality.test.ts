import { describe, expect, it } from "vitest";
import { productBody } from "../../../support/http/products.ts";
import { openShop } from "../../../support/node/shop.ts";

const options = [
  { name: "Size", values: ["S"] },
  { name: "Colour", values: ["Red"] },
];
const prices = [
  { amount: 1_000, currency: "USD" },
  { amount: 900, currency: "EUR" },
];

describe("the same values in another order of keys", () => {
  const shop = openShop();
  const translations = [{ locale: "en", title: "Lamp", seo: { title: "T", description: "D" } }];
  const product = Object(
    shop.must(
      "catalogue.createProduct",
      productBody("Lamp", {
        translations,
        options,
        metadata: { a: { x: 1, y: [{ p: 1, q: 2 }] }, b: null },
        images: [{ url: "https://images.example/1", alt: "One" }],
        variants: [{ options: { Size: "S", Colour: "Red" }, prices }],
      }),
    ),
  );
  const [variant] = product.variants;

  it.each([
    ["metadata", { metadata: { b: null, a: { y: [{ q: 2, p: 1 }], x: 1 } } }],
    ["options", { options: options.map(({ name, values }) => ({ values, name })) }],
    ["SEO texts", { translations: [{ seo: { description: "D", title: "T" }, locale: "en" }] }],
    ["images", { images: [{ alt: "One", url: "https://images.example/1" }] }],
    ["variants' options", { variants: [{ options: { Colour: "Red", Size: "S" }, id: variant.id }] }],
  ])("make no new version of a product: %s", (_, patch) => {
    expect(shop.must("catalogue.updateProduct", { id: product.id, patch })).toMatchObject({ version: 1 });
  });

  it("make no new version of a variant", () => {
    const patch = { options: { Colour: "Red", Size: "S" }, prices: prices.toReversed() };
    expect(shop.must("catalogue.updateVariant", { id: variant.id, patch })).toMatchObject({ version: 1 });
    const set = { id: variant.id, prices: prices.toReversed() };
    expect(shop.must("catalogue.setPrices", set)).toMatchObject({ version: 1 });
  });

  it.each(["Collection", "Category"])("make no new version of a %s", (kind) => {
    const { id } = Object(shop.must(`catalogue.create${kind}`, { translations }));
    const patch = { translations: [{ seo: { description: "D", title: "T" }, title: "Lamp", locale: "en" }] };
    expect(shop.must(`catalogue.update${kind}`, { id, patch })).toMatchObject({ version: 1 });
  });
});
