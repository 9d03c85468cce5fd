import * as z from "zod";
import { menuLocation } from "../menu/schema.ts";

/** What an item leads to. A heading leads nowhere. */
export const storeItemType = z.enum([
  "url",
  "page",
  "post",
  "product",
  "collection",
  "category",
  "contentCategory",
  "heading",
]);
export type StoreItemType = z.infer<typeof storeItemType>;

/** An item in the shopper's language. */
export interface StoreMenuItem {
  title: string;
  type: StoreItemType;
  slug: string | null;
  url: string | null;
  icon: string | null;
  children: StoreMenuItem[];
}

export const storeMenuItem: z.ZodType<StoreMenuItem> = z.object({
  title: z.string(),
  type: storeItemType,
  slug: z
    .string()
    .nullable()
    .describe(
      "The current slug or handle of what it leads to. Null for a link to elsewhere and for a heading.",
    ),
  url: z
    .string()
    .nullable()
    .describe(
      "Where it leads: the link itself, or what the setting `urlPatterns` makes of the slug. Null for a heading.",
    ),
  icon: z.string().nullable(),
  get children() {
    return z.array(storeMenuItem);
  },
});

/** The menu of a location, without what is not published. */
export const storeMenu = z.object({ id: z.string(), location: menuLocation, items: z.array(storeMenuItem) });

/** The names of these shapes in the API. */
export const storeMenuSchemas = { StoreMenu: storeMenu, StoreMenuItem: storeMenuItem };
