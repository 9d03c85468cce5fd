import { describe, expect, it } from "vitest";
import {
  type DisplayContext,
  toAdminProduct,
  toStoreProduct,
} from "../../../src/modules/products/presentation.ts";
import { variantTitle } from "../../../src/modules/products/variants/rules.ts";
import { eur, product, translation, usd, variant } from "./given.ts";

function from(more: Partial<DisplayContext> = {}): DisplayContext {
  return { locales: ["en"], currency: "USD", availableByVariant: new Map(), groups: [], ...more };
}

describe("the locale of a product", () => {
  const both = product({
    translations: [
      translation({ locale: "de", title: "Lampe", handle: "lampe" }),
      translation({ locale: "fr", title: "Lampadaire", handle: "lampadaire" }),
    ],
  });

  it.each([
    [["fr", "en", "de"], "Lampadaire"],
    [["de", "en", "fr"], "Lampe"],
    [["es", "de", "en", "fr"], "Lampe"],
  ])("for %j picks the title %s", (locales, title) => {
    const shown = toStoreProduct(both, from({ locales }));
    expect(shown.title).toBe(title);
    expect(shown.availableLocales).toEqual(["de", "fr"]);
    expect(shown.locale).toBe(title === "Lampe" ? "de" : "fr");
  });

  it("is picked separately for each of its collections", () => {
    const groups = [
      {
        kind: "collection" as const,
        translations: [translation({ locale: "fr", title: "Lumières", handle: "lumieres" })],
      },
      {
        kind: "category" as const,
        translations: [translation({ locale: "de", title: "Licht", handle: "licht" })],
      },
    ];
    const shown = toStoreProduct(both, from({ locales: ["fr", "en"], groups }));
    expect(shown.collections).toEqual([{ handle: "lumieres", title: "Lumières" }]);
    expect(shown.categories).toEqual([{ handle: "licht", title: "Licht" }]);
  });
});

it("a product that was published without a price tells staff and shoppers that nobody can buy it", () => {
  const priceless = product({
    status: "active",
    variants: [variant(1, { prices: [], inventoryPolicy: "untracked" })],
  });
  const unsellable = { available: false, priceRange: null, variants: [{ price: null, available: false }] };
  expect(toStoreProduct(priceless, from())).toMatchObject(unsellable);
  const staff = { version: 1, defaultLocale: "en", defaultCurrency: usd, lowStockThreshold: 0, groups: [] };
  expect(toAdminProduct(priceless, { ...staff, stockByVariant: new Map() })).toMatchObject(unsellable);
});

describe("a variant without a price in the requested currency", () => {
  const mixed = product({
    variants: [
      variant(1, {
        prices: [{ amount: 500, currency: usd, compareAtAmount: 600, minQuantity: null, maxQuantity: null }],
        inventoryPolicy: "untracked",
      }),
      variant(2, {
        prices: [{ amount: 400, currency: eur, compareAtAmount: null, minQuantity: null, maxQuantity: null }],
        inventoryPolicy: "untracked",
      }),
    ],
  });

  it("has a null price and is unavailable", () => {
    const { variants, priceRange } = toStoreProduct(mixed, from());
    expect(variants).toMatchObject([
      {
        price: { amount: 500, currency: "USD" },
        compareAtPrice: { amount: 600, currency: "USD" },
        available: true,
      },
      { price: null, compareAtPrice: null, available: false },
    ]);
    expect(priceRange).toEqual({
      min: { amount: 500, currency: "USD" },
      max: { amount: 500, currency: "USD" },
    });
  });

  it("leaves the price range null if no variant has a price", () => {
    expect(toStoreProduct(mixed, from({ currency: "JPY" })).priceRange).toBeNull();
  });
});

describe("availability", () => {
  it.each([
    ["deny", 3, true, 3, "in-stock"],
    ["deny", 0, false, 0, "out-of-stock"],
    ["deny", -2, false, 0, "out-of-stock"],
    ["continue", 0, true, 0, "backorder"],
    ["continue", -2, true, 0, "backorder"],
    ["untracked", 0, true, null, "in-stock"],
    ["untracked", 7, true, null, "in-stock"],
  ] as const)(
    "for policy %s with %i in stock is %s, with quantity %s: %s",
    (inventoryPolicy, available, can, quantity, availability) => {
      const one = variant(1, { inventoryPolicy });
      const { variants } = toStoreProduct(
        product({ variants: [one] }),
        from({ availableByVariant: new Map([[one.id, available]]) }),
      );
      expect(variants[0]).toMatchObject({ available: can, quantityAvailable: quantity, availability });
    },
  );

  it("is zero for a variant without stock data", () => {
    expect(toStoreProduct(product(), from()).variants[0]).toMatchObject({
      available: false,
      quantityAvailable: 0,
    });
  });
});

describe("a variant's title", () => {
  const options = [
    { name: "Size", values: ["S"] },
    { name: "Colour", values: ["Red"] },
  ];

  it.each([
    [{ Colour: "Red", Size: "S" }, options, "S / Red"],
    [{}, [], "Default"],
    [{ Size: "S" }, options, "S"],
  ])("for the option values %j", (values, productOptions, title) => {
    expect(variantTitle(values as Record<string, string>, productOptions)).toBe(title);
  });
});
