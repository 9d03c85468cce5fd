import * as z from "zod";
import { idText, opaqueId } from "../../../kernel/values/id.ts";
import { linkSchema } from "../../../kernel/values/link.ts";
import { localeSchema, storedLocale } from "../../../kernel/values/locale.ts";
import { defineState } from "../../../kernel/write/state.ts";
import { uniqueLocales } from "../../translations/index.ts";
import { menuIds } from "../ids.ts";
import { menuLimits } from "../limits.ts";
import { flatItems, targetFields } from "./targets.ts";

/** Where a storefront shows a menu. */
export const menuLocation = z.enum(["header", "footer", "sidebar", "mobile"]);
export type MenuLocation = z.infer<typeof menuLocation>;

const title = z.string().trim().min(1).max(menuLimits.title.value);
export const itemTitleInput = z.strictObject({ locale: localeSchema, title });
export const itemTitle = z.object({ locale: storedLocale, title: z.string() });

const targetInputs = {
  url: linkSchema.optional(),
  pageId: opaqueId.optional(),
  postId: opaqueId.optional(),
  collectionId: opaqueId.optional(),
  categoryId: opaqueId.optional(),
  productId: opaqueId.optional(),
};

/** An item as it is sent: its titles, where it leads, and the items below it. */
export interface MenuItemInput {
  translations: z.infer<typeof itemTitleInput>[];
  url?: string | undefined;
  pageId?: string | undefined;
  postId?: string | undefined;
  collectionId?: string | undefined;
  categoryId?: string | undefined;
  productId?: string | undefined;
  icon?: string | null | undefined;
  children?: MenuItemInput[] | undefined;
}

export const menuItemInput: z.ZodType<MenuItemInput> = z
  .strictObject({
    translations: uniqueLocales(itemTitleInput, { least: 1 }),
    ...targetInputs,
    icon: z.string().trim().min(1).max(menuLimits.icon.value).nullable().optional(),
    get children() {
      return z.array(menuItemInput).max(menuLimits.items.value).optional();
    },
  })
  .refine(leadsToOnePlace, "leads to one place: url, or the id of one thing. Without any it is a heading");

const items = z
  .array(menuItemInput)
  .max(menuLimits.items.value)
  .superRefine((sent, context) => {
    const all = flatItems(sent);
    const deep = all.find(({ pointer }) => depthOf(pointer) > menuLimits.depth.value);
    if (deep !== undefined)
      context.addIssue({
        code: "custom",
        path: pathOf(deep.pointer),
        message: `is below ${menuLimits.depth.value} levels`,
      });
    if (all.length > menuLimits.items.value)
      context.addIssue({
        code: "custom",
        message: `has ${all.length} items, at most ${menuLimits.items.value} are possible`,
      });
  });

const fields = { name: z.string().trim().min(1).max(menuLimits.name.value), location: menuLocation, items };

/** A new menu. */
export const menuInput = z.strictObject({ ...fields, items: items.optional() });
export type MenuInput = z.infer<typeof menuInput>;

/** Fields that are left out stay. The items are replaced as a whole. */
export const menuPatch = z.strictObject(fields).partial();
export type MenuPatch = z.infer<typeof menuPatch>;

/** An item as it is stored. */
export interface MenuItem {
  translations: z.infer<typeof itemTitle>[];
  url?: string | undefined;
  pageId?: string | undefined;
  postId?: string | undefined;
  collectionId?: string | undefined;
  categoryId?: string | undefined;
  productId?: string | undefined;
  icon: string | null;
  children: MenuItem[];
}

const target = z.string().optional();
export const menuItem: z.ZodType<MenuItem> = z.object({
  translations: z.array(itemTitle),
  url: target,
  pageId: target,
  postId: target,
  collectionId: target,
  categoryId: target,
  productId: target,
  icon: z.string().nullable(),
  get children() {
    return z.array(menuItem);
  },
});

const menu = z.object({
  id: idText(menuIds.menu),
  name: z.string(),
  location: menuLocation,
  items: z.array(menuItem),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Menu = z.infer<typeof menu>;

/** What a change can change. */
export const menuContent = menu.pick({ name: true, location: true, items: true });
export type MenuContent = z.infer<typeof menuContent>;

export const menuState = defineState("menu", menu);

/** A menu in the admin API. */
export const adminMenu = menu.extend({ version: z.int().positive() });
export type AdminMenu = z.infer<typeof adminMenu>;

/** The names of these shapes in the API. */
export const menuSchemas = {
  Menu: adminMenu,
  MenuInput: menuInput,
  MenuPatch: menuPatch,
  MenuItem: menuItem,
  MenuItemInput: menuItemInput,
  MenuItemTitle: itemTitle,
  MenuItemTitleInput: itemTitleInput,
  MenuLocation: menuLocation,
};

function leadsToOnePlace(item: MenuItemInput): boolean {
  return (["url", ...targetFields] as const).filter((field) => item[field] !== undefined).length <= 1;
}

/** A pointer has the name of a list and a place in it for each level. */
function depthOf(pointer: string): number {
  return pathOf(pointer).filter((part) => typeof part === "number").length;
}

/** The path below `items` of a pointer to an item. */
function pathOf(pointer: string): (string | number)[] {
  const [, , ...parts] = pointer.split("/");
  return parts.map((part) => (part === "children" ? part : Number(part)));
}
