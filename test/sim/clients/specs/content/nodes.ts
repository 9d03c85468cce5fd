import type { Dice } from "../../dice.ts";
import type { Shop } from "../../shop.ts";
import type { RequestSpec, WeightedRequest } from "../spec.ts";

/** Posts and pages, from drafts to what is published, archived and deleted. */
export const nodeRequests: readonly WeightedRequest[] = [
  ...ofKind("Post", { created: 16, published: 30 }),
  ...ofKind("Page", { created: 8, published: 16 }),
];

type Kind = "Post" | "Page";

function ofKind(
  kind: Kind,
  weights: { readonly created: number; readonly published: number },
): readonly WeightedRequest[] {
  const verb =
    (name: string, more: (dice: Dice, shop: Shop) => object = () => ({})) =>
    (dice: Dice, shop: Shop) =>
      onNode(kind, name, dice, shop, more(dice, shop));
  return [
    [weights.created, (dice, shop) => createNode(kind, dice, shop)],
    [weights.published, verb("publish")],
    [8, verb("update", (dice, shop) => ({ patch: patchOf(kind, dice, shop) }))],
    [2, verb("unpublish")],
    [1, verb("archive")],
    [1, verb("restore")],
    [2, verb("delete")],
    [3, verb("schedule", (dice) => ({ schedule: scheduleOf(dice) }))],
  ];
}

/** There are only a few slugs, so that nodes take the place of others that were renamed or deleted. */
export function slugOf(dice: Dice): string {
  return `post-${dice.below(4)}`;
}

function createNode(kind: Kind, dice: Dice, shop: Shop): RequestSpec {
  const translations = [
    textIn(dice, "en"),
    ...(dice.chance(0.3) ? [textIn(dice, dice.oneOf(["de", "fr"]) ?? "de")] : []),
  ];
  return {
    command: `content.create${kind}`,
    input: { translations, ...aboutOf(dice), ...placeOf(kind, dice, shop) },
  };
}

function textIn(dice: Dice, locale: string) {
  const title = dice.oneOf(["Harbour", "Winter", "How lamps are made"]) ?? "Harbour";
  const body = `Hello **${dice.below(100)}**.`;
  return { locale, title, slug: slugOf(dice), body, ...(dice.chance(0.2) ? { seo: { noIndex: true } } : {}) };
}

/** Tags and categories by name: some that there are, and some that come with it. */
function aboutOf(dice: Dice) {
  return {
    ...(dice.chance(0.6) ? { tags: dice.someOf(["Tips", "News", "Travel"], 2) } : {}),
    ...(dice.chance(0.6) ? { categories: dice.someOf(["Guides", "Stories"], 2) } : {}),
  };
}

function placeOf(kind: Kind, dice: Dice, shop: Shop) {
  if (kind === "Post") return dice.chance(0.1) ? { sticky: dice.chance(0.5) } : {};
  return dice.chance(0.4) ? { parentId: dice.oneOf(shop.pages)?.id ?? null } : {};
}

function patchOf(kind: Kind, dice: Dice, shop: Shop) {
  const english = dice.chance(0.6) ? [textIn(dice, "en")] : [];
  const german = dice.chance(0.3)
    ? [dice.chance(0.5) ? { locale: "de", remove: true } : textIn(dice, "de")]
    : [];
  return { translations: [...english, ...german], ...aboutOf(dice), ...placeOf(kind, dice, shop) };
}

/** When the clock of a simulation starts. */
const begin = Date.parse("2026-03-01T12:00:00Z");
const minute = 60_000;

function scheduleOf(dice: Dice) {
  const at = () => (dice.chance(0.2) ? null : new Date(begin + dice.between(1, 400) * minute).toISOString());
  return {
    ...(dice.chance(0.7) ? { publishAt: at() } : {}),
    ...(dice.chance(0.4) ? { unpublishAt: at() } : {}),
  };
}

function onNode(kind: Kind, verb: string, dice: Dice, shop: Shop, more: object): RequestSpec | null {
  const node = dice.oneOf(kind === "Post" ? shop.posts : shop.pages);
  if (node === undefined) return null;
  const guarded = { type: "node", ...node };
  return { command: `content.${verb}${kind}`, input: { id: node.id, ...more }, guarded };
}
