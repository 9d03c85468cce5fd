import type { Dice } from "../dice.ts";
import type { KnownProduct, Shop } from "../shop.ts";
import { prices, type RequestSpec, sku, title, translations, type WeightedRequest } from "./spec.ts";

/** Staff requests for products and their variants. */
export const catalogueRequests: readonly WeightedRequest[] = [
  [6, createProduct],
  [6, (dice, shop) => onProduct(dice, shop, "updateProduct", { patch: productPatch(dice) })],
  [5, (dice, shop) => onProduct(dice, shop, "publishProduct")],
  [2, (dice, shop) => onProduct(dice, shop, "unpublishProduct")],
  [1, (dice, shop) => onProduct(dice, shop, "archiveProduct")],
  [1, (dice, shop) => onProduct(dice, shop, "restoreProduct")],
  [2, (dice, shop) => onProduct(dice, shop, "deleteProduct")],
  [3, addVariant],
  [
    3,
    (dice, shop) =>
      onVariant(dice, shop, "updateVariant", { patch: { sku: sku(dice), weight: dice.below(900) } }),
  ],
  [4, (dice, shop) => onVariant(dice, shop, "setPrices", { prices: prices(dice) })],
  [1, (dice, shop) => onVariant(dice, shop, "deleteVariant")],
  [1, () => ({ command: "catalogue.createProduct", input: { translations: [], variants: [] } })],
];

function createProduct(dice: Dice): RequestSpec {
  const variants = Array.from({ length: dice.between(1, 2) }, (_, index) => ({
    ...variant(dice),
    options: { Size: index === 0 ? "S" : "M" },
  }));
  const body = {
    translations: translations(dice),
    tags: dice.someOf(["a", "b", "c"], 2),
    vendor: dice.oneOf(["Harbour", "Mill"]),
    options: [{ name: "Size", values: ["S", "M", "L"] }],
    variants,
  };
  return { command: "catalogue.createProduct", input: body };
}

function productPatch(dice: Dice) {
  const foreign = dice.oneOf(["de", "fr"] as const);
  const translated = dice.chance(0.3)
    ? [dice.chance(0.5) ? { locale: foreign, remove: true } : { locale: foreign, title: title(dice) }]
    : [];
  const english = dice.chance(0.6) ? [{ locale: "en", title: title(dice), handle: handle(dice) }] : [];
  return {
    translations: dice.chance(0.02) ? [{ locale: "en", remove: true }] : [...english, ...translated],
    ...(dice.chance(0.5) ? { tags: dice.someOf(["a", "b", "c", "d"], 3) } : {}),
    ...(dice.chance(0.3) ? { vendor: dice.oneOf(["Harbour", "Mill", null]) } : {}),
  };
}

function handle(dice: Dice): string {
  return `${title(dice).toLowerCase().replace("ä", "a")}-${dice.below(5)}`;
}

function variant(dice: Dice) {
  const inventoryPolicy = dice.oneOf(["deny", "deny", "continue", "untracked"]);
  return { sku: sku(dice), prices: prices(dice), inventoryPolicy, stocked: dice.below(12) };
}

function addVariant(dice: Dice, shop: Shop): RequestSpec | null {
  const product = dice.oneOf(shop.products);
  if (product === undefined) return null;
  const named = product.options ?? [{ name: "Size", values: ["L"] }];
  const options = Object.fromEntries(named.map(({ name, values }) => [name, dice.oneOf(values) ?? "L"]));
  const input = { productId: product.id, variant: { ...variant(dice), options } };
  return { command: "catalogue.addVariant", input, guarded: guard(product) };
}

function onProduct(dice: Dice, shop: Shop, verb: string, more: object = {}): RequestSpec | null {
  const product = dice.oneOf(shop.products);
  if (product === undefined) return null;
  const input = { id: product.id, ...more };
  return { command: `catalogue.${verb}`, input, guarded: guard(product) };
}

const guard = ({ id, version }: KnownProduct) => ({ type: "product", id, version });

function onVariant(dice: Dice, shop: Shop, verb: string, more: object = {}): RequestSpec | null {
  const known = dice.oneOf(shop.variants);
  return known === undefined ? null : { command: `catalogue.${verb}`, input: { id: known.id, ...more } };
}
