import { describe, expect, it } from "vitest";
import { decideUpdate } from "../../../src/modules/products/rules.ts";
import { productPatch, type VariantPatch } from "../../../src/modules/products/schema.ts";
import { decideFields, decidePrices } from "../../../src/modules/products/variants/changes.ts";
import {
  bookOf,
  decisionContext,
  eur,
  eventsOf,
  product,
  productId,
  refusalOf,
  translation,
  usd,
  variant,
} from "./given.ts";

const update = (patch: unknown, current = product(), where = decisionContext()) =>
  decideUpdate(current, productPatch.parse(patch), where);

describe("updating a product", () => {
  it("emits no event if nothing changes", () => {
    const current = product({
      vendor: "Harbour",
      tags: ["a"],
      translations: [translation({ subtitle: "Warm" })],
    });
    const same = {
      vendor: "Harbour",
      type: null,
      tags: ["a"],
      options: [],
      images: [],
      metadata: {},
      translations: [{ locale: "en", title: "Lamp", subtitle: "Warm" }],
    };
    expect(eventsOf(update(same, current))).toEqual([]);
    expect(eventsOf(update({}, current))).toEqual([]);
  });

  it("keeps absent fields, clears null fields and replaces lists", () => {
    const current = product({ vendor: "Harbour", type: "Lamps", tags: ["a", "b"] });
    expect(eventsOf(update({ vendor: null, tags: ["b"] }, current))).toEqual([
      { type: "catalog.product.updated", data: { vendor: null, tags: ["b"] } },
    ]);
  });

  it("merges translations by locale", () => {
    const current = product({
      translations: [translation({ subtitle: "Warm", description: "Long", seo: { title: "S" } })],
    });
    const patch = {
      translations: [
        { locale: "en", subtitle: null },
        { locale: "de", title: "Lampe" },
      ],
    };
    expect(eventsOf(update(patch, current))).toEqual([
      {
        type: "catalog.product.updated",
        data: {
          translations: [
            translation({ subtitle: null, description: "Long", seo: { title: "S" } }),
            translation({ locale: "de", title: "Lampe", handle: "lampe" }),
          ],
        },
      },
    ]);
  });

  it("keeps the handle if only the title changes", () => {
    const [event] = eventsOf(update({ translations: [{ locale: "en", title: "Lantern" }] }));
    expect(event?.data.translations).toEqual([translation({ title: "Lantern" })]);
  });

  it("requires a title in a new translation", () => {
    expect(refusalOf(update({ translations: [{ locale: "en" }, { locale: "fr", subtitle: "x" }] }))).toEqual({
      code: "validation-failed",
      pointers: ["/translations/1/title"],
    });
  });

  it("accepts the product's own former handle, but not another product's", () => {
    const handles = bookOf({ "en/lamp": productId, "en/lantern": "prod_other" });
    const to = (handle: string) =>
      update({ translations: [{ locale: "en", handle }] }, product(), decisionContext({ handles }));
    expect(eventsOf(to("lamp"))).toEqual([]);
    expect(eventsOf(to("torch"))).toHaveLength(1);
    expect(refusalOf(to("lantern"))).toEqual({
      code: "duplicate-handle",
      pointers: ["/translations/0/handle"],
    });
  });

  it("renumbers the images", () => {
    const [event] = eventsOf(
      update({ images: [{ url: "https://a.example/1" }, { url: "https://a.example/2", alt: "x" }] }),
    );
    expect(event?.data.images).toEqual([
      { url: "https://a.example/1", alt: null, position: 0, width: null, height: null, mediaId: null },
      { url: "https://a.example/2", alt: "x", position: 1, width: null, height: null, mediaId: null },
    ]);
  });

  it("stores the size of an image, so that a page can leave room for it", () => {
    const [event] = eventsOf(update({ images: [{ url: "https://a.example/1", width: 1_200, height: 800 }] }));
    expect(event?.data.images).toMatchObject([{ width: 1_200, height: 800 }]);
    for (const width of [0, 1.5, 20_001, "800"])
      expect(productPatch.safeParse({ images: [{ url: "https://a.example/1", width }] }).success).toBe(false);
  });

  it("refuses options that don't match the existing variants", () => {
    const current = product({
      options: [{ name: "Size", values: ["S"] }],
      variants: [variant(1, { options: { Size: "S" } })],
    });
    expect(eventsOf(update({ options: [{ name: "Size", values: ["S", "M"] }] }, current))).toHaveLength(1);
    for (const options of [[], [{ name: "Size", values: ["M"] }], [{ name: "Cut", values: ["S"] }]])
      expect(refusalOf(update({ options }, current)).code).toBe("invalid-options");
  });
});

describe("updating a variant", () => {
  const current = product({
    options: [{ name: "Size", values: ["S", "M", "L"] }],
    variants: [
      variant(1, { sku: "A", options: { Size: "S" } }),
      variant(2, { sku: "B", options: { Size: "M" } }),
    ],
  });
  const [first = variant(1)] = current.variants;
  const owners = decisionContext({
    ownerBySku: new Map(current.variants.map(({ id, sku }) => [sku ?? "", id])),
  });
  const change = (fields: VariantPatch) => decideFields(current, first, fields, owners);

  it("emits only the changed fields", () => {
    expect(eventsOf(change({ sku: "A", barcode: null, options: { Size: "S" } }))).toEqual([]);
    expect(eventsOf(change({ sku: "C", weight: 5 }))).toEqual([
      { type: "catalog.variant.updated", data: { id: first.id, sku: "C", weight: 5 } },
    ]);
  });

  it("refuses another variant's SKU or option values", () => {
    expect(refusalOf(change({ sku: "B" }))).toEqual({ code: "duplicate-sku", pointers: ["/sku"] });
    expect(refusalOf(change({ options: { Size: "M" } })).code).toBe("invalid-options");
    expect(eventsOf(change({ options: { Size: "L" } }))).toHaveLength(1);
  });

  it("replaces all prices, with the old and new ones in the event", () => {
    const wanted = [{ amount: 900, currency: eur }];
    expect(eventsOf(decidePrices(productId, first, wanted, owners))).toEqual([
      {
        type: "pricing.price.updated",
        data: {
          variantId: first.id,
          old: [
            { amount: 1_000, currency: usd, compareAtAmount: null, minQuantity: null, maxQuantity: null },
          ],
          new: [{ amount: 900, currency: eur, compareAtAmount: null, minQuantity: null, maxQuantity: null }],
        },
      },
    ]);
    expect(eventsOf(decidePrices(productId, first, [{ amount: 1_000, currency: usd }], owners))).toEqual([]);
    expect(
      refusalOf(
        decidePrices(
          productId,
          first,
          [
            { amount: 1, currency: usd },
            { amount: 2, currency: usd },
          ],
          owners,
        ),
      ),
    ).toEqual({
      code: "invalid-prices",
      pointers: ["/prices/1/currency"],
    });
  });
});
