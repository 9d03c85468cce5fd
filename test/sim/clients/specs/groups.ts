import type { Dice } from "../dice.ts";
import type { Shop } from "../shop.ts";
import { type RequestSpec, translations, type WeightedRequest } from "./spec.ts";

type Kind = "Collection" | "Category";

/** Staff requests for collections and categories. */
export const groupRequests: readonly WeightedRequest[] = (["Collection", "Category"] as const).flatMap(
  (kind): readonly WeightedRequest[] => [
    [1, (dice, shop) => createGroup(kind, dice, shop)],
    [
      1,
      (dice, shop) =>
        onGroup(kind, `update${kind}`, dice, shop, { patch: { translations: translations(dice) } }),
    ],
    [3, (dice, shop) => onGroup(kind, `setProductsOf${kind}`, dice, shop, members(dice, shop))],
    [0.6, (dice, shop) => onMember(kind, `addProductTo${kind}`, dice, shop, position(dice))],
    [0.3, (dice, shop) => onMember(kind, `removeProductFrom${kind}`, dice, shop)],
    [
      0.3,
      (dice, shop) => {
        const patch = { translations: [{ locale: dice.oneOf(["de", "fr"]), remove: true }] };
        return onGroup(kind, `update${kind}`, dice, shop, { patch });
      },
    ],
    [0.5, (dice, shop) => onGroup(kind, `delete${kind}`, dice, shop)],
  ],
);

function createGroup(kind: Kind, dice: Dice, shop: Shop): RequestSpec {
  const parentId = kind === "Category" ? { parentId: dice.oneOf(shop.categories)?.id ?? null } : {};
  return { command: `catalogue.create${kind}`, input: { translations: translations(dice), ...parentId } };
}

const position = (dice: Dice) => (dice.chance(0.5) ? { position: dice.below(4) } : {});

function onMember(kind: Kind, verb: string, dice: Dice, shop: Shop, more: object = {}): RequestSpec | null {
  const productId = dice.oneOf(shop.products)?.id;
  return productId === undefined ? null : onGroup(kind, verb, dice, shop, { productId, ...more });
}

function members(dice: Dice, shop: Shop) {
  return { productIds: dice.someOf(shop.products, 6).map(({ id }) => id) };
}

function onGroup(kind: Kind, verb: string, dice: Dice, shop: Shop, more: object = {}): RequestSpec | null {
  const group = dice.oneOf(kind === "Collection" ? shop.collections : shop.categories);
  if (group === undefined) return null;
  const type = kind.toLowerCase();
  return { command: `catalogue.${verb}`, input: { id: group.id, ...more }, guarded: { type, ...group } };
}
