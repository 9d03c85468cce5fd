import { equal } from "../../../kernel/values/patch.ts";
import { ok, type Result } from "../../../kernel/values/result.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { decideMenu, settledItems } from "../menu/rules.ts";
import type { Menu, MenuItemInput, MenuLocation } from "../menu/schema.ts";
import type { ImportedItem, ImportedMenu, ImportedOutcome } from "./schema.ts";
import { treeOf } from "./tree-rules.ts";

/** What decides about a menu of another system. */
export interface Importing {
  /** The menu as it is here. */
  readonly current: Menu | undefined;
  /** Whether it is here, or was deleted here. */
  readonly wasHere: boolean;
  /** The locations that have no menu. */
  readonly free: readonly MenuLocation[];
  readonly locale: string;
  /** The nodes that do not exist, of those that items lead to. */
  readonly unknownNodes: ReadonlySet<string>;
  /** The categories of content by the slugs that items name. */
  readonly categories: ReadonlyMap<string, string>;
}

interface Decided extends ImportedOutcome {
  readonly events: readonly NewEvent[];
}

/** Imports a menu once, into the first location that is free. One that is here stays as it is: staff may have changed it. */
export function decideImport(
  importing: Importing,
  { id, name, location: wanted, items: all }: ImportedMenu,
): Result<Decided> {
  const { current, free, locale } = importing;
  const { items, remarks } = treeOf(all, locale, (item) => leadsTo(item, importing));
  const told = { remarks: [...remarks], events: [] };
  if (current !== undefined) {
    const isSame = current.name === name && equal(settledItems(items), current.items);
    return ok({ ...told, outcome: isSame ? "unchanged" : "kept", location: current.location });
  }
  if (importing.wasHere) return ok({ ...told, outcome: "kept", location: null });
  const location = free.find((one) => one === wanted) ?? free[0];
  if (location === undefined) return ok({ ...told, outcome: "no-location", location: null, remarks: [] });
  const facts = { ownerOfLocation: null, unknown: new Set<string>(), locales: [locale] };
  const events = decideMenu(id, { name, location, items }, facts);
  if (!events.ok) return events;
  return ok({ ...told, outcome: "created", location, events: events.value });
}

function leadsTo(
  { target }: ImportedItem,
  { unknownNodes, categories }: Importing,
): Partial<MenuItemInput> | null {
  switch (target.type) {
    case "heading":
      return {};
    case "url":
      return { url: target.url };
    case "page":
      return unknownNodes.has(target.id) ? null : { pageId: target.id };
    case "post":
      return unknownNodes.has(target.id) ? null : { postId: target.id };
    case "contentCategory": {
      const contentCategoryId = categories.get(target.slug);
      return contentCategoryId === undefined ? null : { contentCategoryId };
    }
  }
}
