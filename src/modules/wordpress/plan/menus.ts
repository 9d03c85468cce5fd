import { encodedAddress, isLink } from "../../../kernel/text/link.ts";
import {
  type ImportedItem,
  type ImportedMenu,
  type ImportedTarget,
  menuIds,
  menuLimits,
  menuLocation,
} from "../../menus/index.ts";
import { plainText } from "../body/plain.ts";
import type { WxrItem, WxrMenu } from "../read/wxr.ts";
import type { WordpressFinding } from "../schema.ts";
import { idFor } from "./ids.ts";
import type { Remark } from "./node.ts";
import { slugOf } from "./slug.ts";

export type Place = Pick<WordpressFinding, "line" | "item">;

/** What the rest of the file says of what items lead to, by the ids there. */
export interface Destinations {
  /** The node of each post and page. */
  readonly nodes: ReadonlyMap<string, string>;
  readonly titles: ReadonlyMap<string, string>;
  readonly categories: ReadonlyMap<string, { readonly slug: string; readonly name: string }>;
}

/** An item of a menu, as far as it can be read before the whole file was. */
export interface MenuEntry {
  readonly place: Place;
  readonly menu: WxrMenu | null;
  readonly id: string;
  readonly parentId: string;
  readonly position: number;
  readonly status: string;
  readonly title: string;
  readonly link: {
    readonly type: string;
    readonly object: string;
    readonly id: string;
    readonly url: string;
  };
}

/** A menu as it is sent to the tenant's object, with the places of its items in the file. */
export interface PlannedMenu {
  readonly menu: ImportedMenu;
  readonly places: readonly Place[];
  readonly left: readonly WordpressFinding[];
}

export function entryOf(item: WxrItem): MenuEntry {
  const meta = (name: string, most: number) => (item.meta.get(`_menu_item_${name}`) ?? "").slice(0, most);
  const title = plainText(item.title).slice(0, menuLimits.title.value).trim();
  return {
    place: { line: item.line, item: title || `Menu item ${item.id}` },
    menu: item.menu,
    id: item.id,
    parentId: meta("menu_item_parent", 20),
    position: item.position,
    status: item.status,
    title,
    link: {
      type: meta("type", 50),
      object: meta("object", 50),
      id: meta("object_id", 20),
      url: meta("url", 2_049),
    },
  };
}

/** What becomes of a menu. `site` tells its blog from all others. */
export async function planMenu(
  { slug, name, location }: WxrMenu,
  entries: readonly MenuEntry[],
  destinations: Destinations,
  site: string,
): Promise<PlannedMenu> {
  const ordered = entries.toSorted((a, b) => a.position - b.position);
  const settled = ordered.map((entry) => ({ entry, ...settle(entry, destinations) }));
  // An item that is not taken has its place nevertheless, until those below it have found theirs.
  const placeById = new Map(ordered.map(({ id }, index) => [id, index] as const).toReversed());
  const isTaken = settled.map(({ reason }) => reason === null);
  const taken = settled.flatMap(({ reason }, index) => (reason === null ? [index] : []));
  const newPlace = new Map(taken.map((index, place) => [index, place] as const));
  const above = (index: number): number | null => {
    const seen = new Set<number>();
    let parent: number | undefined = placeById.get(ordered[index]?.parentId ?? "");
    while (parent !== undefined && isTaken[parent] !== true && !seen.has(parent)) {
      seen.add(parent);
      parent = placeById.get(ordered[parent]?.parentId ?? "");
    }
    return parent === undefined ? null : (newPlace.get(parent) ?? null);
  };
  return {
    menu: {
      id: (await idFor(menuIds.menu, `wordpress menu ${site} ${slug}`)) as ImportedMenu["id"],
      location: menuLocation.safeParse(location).data ?? null,
      name: plainText(name).slice(0, menuLimits.name.value).trim() || "Menu",
      items: settled.flatMap(({ title, target, reason }, index): ImportedItem[] =>
        reason === null ? [{ title, target, parent: above(index) }] : [],
      ),
    },
    places: taken.flatMap((index) => ordered[index]?.place ?? []),
    left: settled.flatMap(({ entry, reason }) => (reason === null ? [] : [{ ...entry.place, ...reason }])),
  };
}

interface Settled {
  readonly title: string;
  readonly target: ImportedTarget;
  /** Why it is not taken. Null if it is. */
  readonly reason: Remark | null;
}

/** Without a title of its own, an item has that of what it leads to. */
function settle(entry: MenuEntry, destinations: Destinations): Settled {
  const { title: fallback, ...found } = destinationOf(entry, destinations);
  const title = entry.title || fallback.slice(0, menuLimits.title.value).trim();
  const heading = { title, target: { type: "heading" } } as const;
  if (entry.status !== "publish" && entry.status !== "")
    return { ...heading, reason: { code: "menu-item-status", detail: "It was not published." } };
  if ("reason" in found) return { ...heading, reason: found.reason };
  if (title === "") return { ...heading, reason: { code: "menu-item-title", detail: "It has no title." } };
  return { title, target: found.target, reason: null };
}

type Destination = { readonly title: string } & (
  | { readonly target: ImportedTarget }
  | { readonly reason: Remark }
);

function destinationOf({ link }: MenuEntry, { nodes, titles, categories }: Destinations): Destination {
  const { type, object, id, url } = link;
  if (type === "custom" || type === "") {
    // This is how WordPress writes an item that leads nowhere.
    if (url === "" || url === "#") return { title: "", target: { type: "heading" } };
    if (isLink(url) && encodedAddress(url).length <= 2_048)
      return { title: "", target: { type: "url", url } };
    return {
      title: "",
      reason: { code: "menu-item-link", detail: "Its link is none that a page may have." },
    };
  }
  if (type === "post_type" && (object === "page" || object === "post")) {
    const node = nodes.get(id);
    if (node === undefined) return { title: "", reason: gone };
    return { title: titles.get(id) ?? "", target: { type: object, id: node } };
  }
  if (type === "taxonomy" && object === "category") {
    const category = categories.get(id);
    if (category === undefined) return { title: "", reason: gone };
    const { slug, name } = category;
    return { title: plainText(name), target: { type: "contentCategory", slug: slugOf(slug, name) } };
  }
  const kind = [type, object].join(" ").trim();
  return { title: "", reason: { code: "menu-item-type", detail: `No item leads to ${kind} here.` } };
}

const gone: Remark = {
  code: "menu-item-target",
  detail: "What it leads to is not in the file, or not imported.",
};
