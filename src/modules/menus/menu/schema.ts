import * as z from "zod";
import { linkSchema } from "../../../kernel/text/link.ts";
import { idText, opaqueId } from "../../../kernel/values/id.ts";
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
  contentCategoryId: opaqueId.optional(),
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
  contentCategoryId?: string | undefined;
  productId?: string | undefined;
  icon?: string | null | undefined;
  children?: MenuItemInput[] | undefined;
}

const itemFields = {
  translations: uniqueLocales(itemTitleInput, { least: 1 }),
  ...targetInputs,
  icon: z.string().trim().min(1).max(menuLimits.icon.value).nullable().optional(),
};
const oneTarget = "leads to one place: url, or the id of one thing. Without any it is a heading";

/** An item that can have others of a schema below it. */
function itemAbove(below: z.ZodType<MenuItemInput>): z.ZodType<MenuItemInput> {
  const children = z.array(below).max(menuLimits.items.value).optional();
  return z.strictObject({ ...itemFields, children }).refine(leadsToOnePlace, oneTarget);
}

// A schema for each of the levels that there are: what checks and describes schemas follows them to their end.
const fourthLevel: z.ZodType<MenuItemInput> = z.strictObject(itemFields).refine(leadsToOnePlace, oneTarget);
const thirdLevel = itemAbove(fourthLevel);
const secondLevel = itemAbove(thirdLevel);
export const menuItemInput = itemAbove(secondLevel);

const items = z
  .array(menuItemInput)
  .max(menuLimits.items.value)
  .refine(
    (sent) => flatItems(sent).length <= menuLimits.items.value,
    `has more than ${menuLimits.items.value} items on all levels together`,
  );

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
  contentCategoryId?: string | undefined;
  productId?: string | undefined;
  icon: string | null;
  children: MenuItem[];
}

const target = z.string().optional();
const storedItem = {
  translations: z.array(itemTitle),
  url: target,
  pageId: target,
  postId: target,
  collectionId: target,
  categoryId: target,
  productId: target,
  icon: z.string().nullable(),
};
/** An item as it was before it could lead to a category of content. */
const firstItem: z.ZodType<MenuItem> = z.object({
  ...storedItem,
  get children() {
    return z.array(firstItem);
  },
});
export const menuItem: z.ZodType<MenuItem> = z.object({
  ...storedItem,
  contentCategoryId: target,
  get children() {
    return z.array(menuItem);
  },
});

const first = z.object({
  id: idText(menuIds.menu),
  name: z.string(),
  location: menuLocation,
  items: z.array(firstItem),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
/** Version 2 adds items that lead to a category of content. */
const menu = first.extend({ items: z.array(menuItem) });
export type Menu = z.infer<typeof menu>;

const contentFields = { name: true, location: true, items: true } as const;

/** What a change can change. */
export const menuContent = menu.pick(contentFields);
export type MenuContent = z.infer<typeof menuContent>;
/** The same of version 1. */
export const firstContent = first.pick(contentFields);

export const menuState = defineState("menu", first).next(menu, (older) => older);

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
  MenuSecondLevelItemInput: secondLevel,
  MenuThirdLevelItemInput: thirdLevel,
  MenuFourthLevelItemInput: fourthLevel,
  MenuItemTitle: itemTitle,
  MenuItemTitleInput: itemTitleInput,
  MenuLocation: menuLocation,
};

function leadsToOnePlace(item: MenuItemInput): boolean {
  return (["url", ...targetFields] as const).filter((field) => item[field] !== undefined).length <= 1;
}
