import { type PointedError, type Refusal, refusal, refusalAt } from "../../../kernel/api/problem.ts";
import { equal } from "../../../kernel/values/patch.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { checkSize } from "../../../kernel/write/size.ts";
import { menuLimits } from "../limits.ts";
import { menuCreated, menuUpdated } from "./events.ts";
import type { Menu, MenuContent, MenuInput, MenuItem, MenuItemInput, MenuPatch } from "./schema.ts";
import { flatItems, keyOf, targetOf, targetsOf } from "./targets.ts";

export const noSuchMenu: Refusal = refusal("not-found", "There is no such menu.");

/** What is read besides the menu itself. */
export interface MenuFacts {
  /** The menu that has the location. Null if none has. */
  readonly ownerOfLocation: string | null;
  /** The things that the items lead to and that do not exist, by their keys. */
  readonly unknown: ReadonlySet<string>;
  /** The languages that the tenant has enabled. */
  readonly locales: readonly string[];
}

/** Creates a menu. */
export function decideMenu(id: string, input: MenuInput, facts: MenuFacts): Result<readonly NewEvent[]> {
  const content = { name: input.name, location: input.location, items: settledItems(input.items ?? []) };
  const sound = checkMenu(id, content, null, input, facts);
  return sound.ok ? ok([menuCreated.of(id, content)]) : sound;
}

/** Changes a menu. Emits no event if nothing differs. */
export function decideMenuChange(
  menu: Menu,
  { items, ...patch }: MenuPatch,
  facts: MenuFacts,
): Result<readonly NewEvent[]> {
  const { id, createdAt: _, updatedAt: __, ...before } = menu;
  const sent = { ...patch, ...(items === undefined ? {} : { items: settledItems(items) }) };
  const changed: Partial<MenuContent> = Object.fromEntries(
    Object.entries(sent).filter(
      ([field, value]) => value !== undefined && !equal(value, before[field as keyof MenuContent]),
    ),
  );
  const sound = checkMenu(id, { ...before, ...changed }, before, changed, facts);
  if (!sound.ok) return sound;
  return ok(Object.keys(changed).length === 0 ? [] : [menuUpdated.of(id, changed)]);
}

/** Items as they are stored. */
export function settledItems(items: readonly MenuItemInput[]): MenuItem[] {
  return items.map(({ children = [], icon = null, ...item }) => ({
    ...item,
    icon,
    children: settledItems(children),
  }));
}

function checkMenu(
  id: string,
  after: MenuContent,
  before: MenuContent | null,
  sent: Partial<MenuContent> | MenuInput,
  facts: MenuFacts,
): Result<null> {
  if (facts.ownerOfLocation !== null && facts.ownerOfLocation !== id) {
    const detail = `The location ${after.location} has another menu.`;
    return refused(refusalAt("duplicate-location", "/location", detail));
  }
  const items = sent.items === undefined ? ok(null) : checkItems(after.items, before?.items ?? [], facts);
  if (!items.ok) return items;
  return checkSize(menuLimits.menu, { what: "A menu", before, after, sent });
}

/** What the menu had may stay: a language that has been disabled since, and a thing that has been deleted. */
function checkItems(
  items: readonly MenuItem[],
  before: readonly MenuItem[],
  { locales, unknown }: MenuFacts,
): Result<null> {
  const kept = new Set(targetsOf(before).map(keyOf));
  const spoken = new Set([
    ...locales,
    ...flatItems(before).flatMap(({ item }) => item.translations.map(({ locale }) => locale)),
  ]);
  const all = flatItems(items);
  const foreign = all.flatMap(({ item, pointer }) =>
    item.translations.flatMap(({ locale }, index): readonly PointedError[] =>
      spoken.has(locale)
        ? []
        : [
            {
              pointer: `${pointer}/translations/${index}/locale`,
              code: "locale-not-enabled",
              detail: `${locale} is not enabled`,
            },
          ],
    ),
  );
  if (foreign.length > 0)
    return refused(refusal("locale-not-enabled", "A language is not enabled.", foreign));
  const missing = all.flatMap(({ item, pointer }): readonly PointedError[] => {
    const target = targetOf(item);
    if (target === null || kept.has(keyOf(target)) || !unknown.has(keyOf(target))) return [];
    const detail = `There is no such ${target.type}.`;
    return [{ pointer: `${pointer}/${target.field}`, code: "unknown-reference", detail }];
  });
  if (missing.length === 0) return ok(null);
  return refused(refusal("unknown-reference", "An item leads to nothing.", missing));
}
