import { menuLimits } from "../limits.ts";
import type { MenuItemInput } from "../menu/schema.ts";
import type { ImportedItem, MenuRemark } from "./schema.ts";

/** The fields of an item that say where it leads. Null if that is not here. */
export type Leads = (item: ImportedItem) => Partial<MenuItemInput> | null;

interface Tree {
  readonly items: MenuItemInput[];
  readonly remarks: readonly MenuRemark[];
}

/** What items look like here: those that lead somewhere, as many as there can be, at most as deep as they can be. */
export function treeOf(all: readonly ImportedItem[], locale: string, leads: Leads): Tree {
  const places = all.map(leads);
  const known = places.flatMap((place, index) => (place === null ? [] : [index]));
  const taken = new Set(known.slice(0, menuLimits.items.value));
  const remarks: MenuRemark[] = all.flatMap((_, item): readonly MenuRemark[] =>
    taken.has(item) ? [] : [{ item, code: places[item] === null ? "unknown" : "full" }],
  );
  const children = Map.groupBy(taken, (index) => parentOf(all, taken, index));
  const seen = new Set<number>();
  const branch = (index: number, depth: number): MenuItemInput[] => {
    const { title } = all[index] ?? {};
    if (seen.has(index) || title === undefined) return [];
    seen.add(index);
    const own = { ...places[index], translations: [{ locale, title }] };
    const below = children.get(index) ?? [];
    if (depth < menuLimits.depth.value)
      return [{ ...own, children: below.flatMap((child) => branch(child, depth + 1)) }];
    remarks.push(...below.map((item) => ({ item, code: "raised" as const })));
    return [own, ...below.flatMap((child) => branch(child, depth))];
  };
  const roots = (children.get(null) ?? []).flatMap((index) => branch(index, 1));
  // Those in a circle begin at the top.
  const circles = [...taken].flatMap((index) => branch(index, 1));
  return { items: [...roots, ...circles], remarks: remarks.toSorted((a, b) => a.item - b.item) };
}

/** The closest item above one that is taken. Null if it has none. */
function parentOf(all: readonly ImportedItem[], taken: ReadonlySet<number>, index: number): number | null {
  const seen = new Set([index]);
  let parent = all[index]?.parent ?? null;
  while (parent !== null && !taken.has(parent) && !seen.has(parent)) {
    seen.add(parent);
    parent = all[parent]?.parent ?? null;
  }
  return parent === null || seen.has(parent) ? null : parent;
}
