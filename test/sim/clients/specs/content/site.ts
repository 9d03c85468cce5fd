import type { Dice } from "../../dice.ts";
import type { Shop } from "../../shop.ts";
import type { RequestSpec, WeightedRequest } from "../spec.ts";

/** Menus and redirects. */
export const siteRequests: readonly WeightedRequest[] = [
  [3, (dice, shop) => ({ command: "menus.createMenu", input: menuOf(dice, shop) })],
  [3, (dice, shop) => onOne("menus", "update", dice, shop, { patch: menuOf(dice, shop) })],
  [1, (dice, shop) => onOne("menus", "delete", dice, shop)],
  [5, (dice) => ({ command: "seo.createRedirect", input: redirectOf(dice) })],
  [4, (dice, shop) => onOne("redirects", "update", dice, shop, { patch: redirectOf(dice) })],
  [2, (dice, shop) => onOne("redirects", "delete", dice, shop)],
];

function menuOf(dice: Dice, shop: Shop) {
  const pageId = dice.oneOf(shop.pages)?.id;
  const translations = [{ locale: "en", title: `Item ${dice.below(9)}` }];
  const leadsTo = pageId !== undefined && dice.chance(0.5) ? { pageId } : { url: "/about" };
  return {
    name: "Main",
    location: dice.oneOf(["header", "footer"]),
    items: [{ translations, ...leadsTo, children: dice.chance(0.3) ? [{ translations }] : [] }],
  };
}

/** There are only a few paths, so that redirects meet. */
function redirectOf(dice: Dice) {
  const path = () => `/old-${dice.below(6)}`;
  return { from: path(), to: dice.chance(0.3) ? "https://example.com/new" : path() };
}

const typeOf = { menus: "menu", redirects: "redirect" } as const;
const operationOf = {
  menus: (verb: string) => `menus.${verb}Menu`,
  redirects: (verb: string) => `seo.${verb}Redirect`,
} as const;

function onOne(
  kind: "menus" | "redirects",
  verb: string,
  dice: Dice,
  shop: Shop,
  more: object = {},
): RequestSpec | null {
  const one = dice.oneOf(shop[kind]);
  if (one === undefined) return null;
  const guarded = { type: typeOf[kind], ...one };
  return { command: operationOf[kind](verb), input: { id: one.id, ...more }, guarded };
}
