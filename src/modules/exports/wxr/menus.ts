import { pickLocale } from "../../../kernel/values/locale.ts";
import type { AdminMenu, MenuItem } from "../../menus/index.ts";
import { element, escaped, numberOf } from "./xml.ts";

const slugOf = ({ id }: AdminMenu) => `menu-${numberOf(id)}`;

/** A menu as a term. WordPress knows no locations here: an import of ours does. */
export function menuTerm(menu: AdminMenu): string {
  const fields = [
    element("wp:term_id", numberOf(menu.id)),
    element("wp:term_taxonomy", "nav_menu"),
    element("wp:term_slug", slugOf(menu)),
    element("wp:term_name", escaped(menu.name)),
    `<wp:termmeta>${element("wp:meta_key", "location")}${element("wp:meta_value", menu.location)}</wp:termmeta>\n`,
  ];
  return `<wp:term>\n${fields.join("")}</wp:term>\n`;
}

/** The items of a menu. Those that lead to goods have no place in WordPress: what is below them moves up. */
export function menuItems(menu: AdminMenu, locales: readonly string[]): string {
  const first = numberOf(menu.id);
  const written: string[] = [];
  const write = (items: readonly MenuItem[], parent: number): void => {
    for (const item of items) {
      const link = linkOf(item);
      const number = first + written.length + 1;
      if (link === null) write(item.children, parent);
      else {
        const title = pickLocale(item.translations, locales)?.title ?? "";
        written.push(itemElement(menu, { title, number, parent, order: written.length + 1 }, link));
        write(item.children, number);
      }
    }
  };
  write(menu.items, 0);
  return written.join("");
}

interface Link {
  readonly type: string;
  readonly object: string;
  /** The number of what it leads to. Null for itself. */
  readonly id: number | null;
  readonly url: string;
}

/** Null for what WordPress does not have. */
function linkOf({
  url,
  pageId,
  postId,
  contentCategoryId,
  collectionId,
  categoryId,
  productId,
}: MenuItem): Link | null {
  const to = (type: string, object: string, id: string) => ({ type, object, id: numberOf(id), url: "" });
  if (pageId !== undefined) return to("post_type", "page", pageId);
  if (postId !== undefined) return to("post_type", "post", postId);
  if (contentCategoryId !== undefined) return to("taxonomy", "category", contentCategoryId);
  if ((collectionId ?? categoryId ?? productId) !== undefined) return null;
  return { type: "custom", object: "custom", id: null, url: url ?? "#" };
}

interface Placed {
  readonly title: string;
  readonly number: number;
  readonly parent: number;
  readonly order: number;
}

function itemElement(menu: AdminMenu, { title, number, parent, order }: Placed, link: Link): string {
  const meta = {
    type: link.type,
    menu_item_parent: parent,
    object_id: link.id ?? number,
    object: link.object,
    url: link.url,
  };
  const fields = [
    element("title", escaped(title)),
    element("guid", `${menu.id} ${number}`, ' isPermaLink="false"'),
    element("wp:post_id", number),
    element("wp:status", "publish"),
    element("wp:menu_order", order),
    element("wp:post_type", "nav_menu_item"),
    element("category", escaped(menu.name), ` domain="nav_menu" nicename="${slugOf(menu)}"`),
    ...Object.entries(meta).map(
      ([name, value]) =>
        `<wp:postmeta>${element("wp:meta_key", `_menu_item_${name}`)}${element("wp:meta_value", value)}</wp:postmeta>\n`,
    ),
  ];
  return `<item>\n${fields.join("")}</item>\n`;
}
