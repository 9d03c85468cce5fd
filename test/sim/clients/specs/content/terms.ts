import type { Dice } from "../../dice.ts";
import type { Shop } from "../../shop.ts";
import type { RequestSpec, WeightedRequest } from "../spec.ts";

type Kind = "ContentCategory" | "Tag";

const names = {
  ContentCategory: ["Guides", "Stories", "Lamps"],
  Tag: ["Tips", "News", "Travel", "Summer"],
} as const;

/** Categories and tags of content: those that posts name too. */
export const termRequests: readonly WeightedRequest[] = (["ContentCategory", "Tag"] as const).flatMap(
  (kind): readonly WeightedRequest[] => [
    [3, (dice, shop) => createTerm(kind, dice, shop)],
    [5, (dice, shop) => onTerm(kind, "update", dice, shop, { patch: termOf(kind, dice, shop) })],
    [2, (dice, shop) => onTerm(kind, "delete", dice, shop)],
  ],
);

function createTerm(kind: Kind, dice: Dice, shop: Shop): RequestSpec {
  return { command: `content.create${kind}`, input: termOf(kind, dice, shop) };
}

function termOf(kind: Kind, dice: Dice, shop: Shop) {
  const name = dice.oneOf(names[kind]) ?? "Tips";
  const slug = dice.chance(0.5) ? { slug: `term-${dice.below(3)}` } : {};
  const isInTree = kind === "ContentCategory" && dice.chance(0.5);
  const place = isInTree ? { parentId: dice.oneOf(shop.contentCategories)?.id ?? null } : {};
  return { translations: [{ locale: "en", name, ...slug }], ...place };
}

function onTerm(kind: Kind, verb: string, dice: Dice, shop: Shop, more: object = {}): RequestSpec | null {
  const term = dice.oneOf(kind === "Tag" ? shop.tags : shop.contentCategories);
  if (term === undefined) return null;
  const type = kind === "Tag" ? "tag" : "contentCategory";
  const guarded = { type, ...term };
  return { command: `content.${verb}${kind}`, input: { id: term.id, ...more }, guarded };
}
