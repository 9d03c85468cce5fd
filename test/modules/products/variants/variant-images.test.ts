import { describe, expect, it } from "vitest";
import { decideUpdate } from "../../../../src/modules/products/rules.ts";
import { productPatch, variantPatch } from "../../../../src/modules/products/schema.ts";
import { decideFields } from "../../../../src/modules/products/variants/changes.ts";
import { productBody } from "../../../support/http/products.ts";
import { openShop } from "../../../support/node/shop.ts";
import { openStore } from "../../checkout/given.ts";
import { decisionContext, eventsOf, product, refusalOf, variant } from "../given.ts";

const front = "https://images.example/front.jpg";
const back = "https://images.example/back.jpg";
const images = [
  { url: front, alt: "Front", position: 0, width: 1_200, height: 800, mediaId: null },
  { url: back, alt: null, position: 1, width: null, height: null, mediaId: null },
];
const pictured = variant(1, { image: back });
const current = product({ images, variants: [pictured] });
const update = (patch: unknown) => decideUpdate(current, productPatch.parse(patch), decisionContext());
const change = (patch: unknown) =>
  decideFields(current, pictured, variantPatch.parse(patch), decisionContext());

describe("the image of a variant", () => {
  it("is one of its product's images, by its URL", () => {
    expect(eventsOf(change({ image: front }))).toMatchObject([{ data: { id: pictured.id, image: front } }]);
    expect(eventsOf(change({ image: { url: front } }))).toHaveLength(1);
    expect(eventsOf(change({ image: back }))).toEqual([]);
    expect(eventsOf(change({ image: null }))).toMatchObject([{ data: { image: null } }]);
    expect(refusalOf(change({ image: "https://images.example/side.jpg" }))).toEqual({
      code: "unknown-reference",
      pointers: ["/image"],
    });
  });

  it("goes when its product's image goes", () => {
    expect(eventsOf(update({ images: [{ url: front }] }))).toMatchObject([
      { type: "catalog.product.updated" },
      { type: "catalog.variant.updated", data: { id: pictured.id, image: null } },
    ]);
    expect(eventsOf(update({ images: [{ url: back }] }))).toHaveLength(1);
  });

  it("changes in one request with its product's images", () => {
    const side = "https://images.example/side.jpg";
    const variants = [{ id: pictured.id, image: side }];
    expect(eventsOf(update({ images: [{ url: side }], variants }))).toMatchObject([
      { type: "catalog.product.updated" },
      { type: "catalog.variant.updated", data: { id: pictured.id, image: side } },
    ]);
    expect(refusalOf(update({ variants }))).toEqual({
      code: "unknown-reference",
      pointers: ["/variants/0/image"],
    });
  });

  it("is shown to staff, and in a cart in place of the product's first image", () => {
    const shop = openShop();
    const body = productBody("Lamp", {
      images: [{ url: front }, { url: back, alt: "Back" }],
      options: [{ name: "Size", values: ["S", "M"] }],
      variants: ["S", "M"].map((size) => ({
        options: { Size: size },
        prices: [{ amount: 1_000, currency: "USD" }],
        ...(size === "M" ? { image: { url: back } } : {}),
      })),
    });
    const made = Object(shop.must("catalogue.createProduct", body));
    expect(made.variants).toMatchObject([
      { image: null },
      { image: { url: back, alt: "Back", position: 1 } },
    ]);
    shop.must("catalogue.publishProduct", { id: made.id });
    const items = made.variants.map(({ id }: { id: string }) => ({ variantId: id, quantity: 1 }));
    expect(openStore(shop).open({ items }).items).toMatchObject([
      { image: { url: front, alt: null } },
      { image: { url: back, alt: "Back" } },
    ]);
  });
});
