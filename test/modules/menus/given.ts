import * as z from "zod";
import type { AdminMenu } from "../../../src/modules/menus/menu/schema.ts";
import type { StoreMenuItem } from "../../../src/modules/menus/view/shapes.ts";
import { productBody } from "../../support/http/products.ts";
import type { LocalPlatform } from "../../support/node/platform.ts";
import { openBlog } from "../content/reading/blog.ts";

const identified = z.looseObject({ id: z.string() });

/** One item, in English. */
export const item = (title: string, more: object = {}) => ({
  translations: [{ locale: "en", title }],
  ...more,
});

/** A shop with menus, and how to read them in its store. */
export function openMenus(platform?: LocalPlatform) {
  const blog = openBlog(platform);
  const { must, run } = blog;
  const idOf = (command: string, input: object) => identified.parse(must(command, input)).id;
  return {
    ...blog,
    menu: (items: readonly object[], more: object = {}) =>
      must("menus.createMenu", { name: "Main", location: "header", items, ...more }) as AdminMenu,
    change: (id: string, patch: object) => must("menus.updateMenu", { id, patch }) as AdminMenu,
    /** The code and pointers of a refusal. */
    refused(command: string, input: object) {
      const result = run(`menus.${command}`, input);
      if (result.ok) throw new Error(`${command} was not refused`);
      const { code, errors = [] } = result.refusal;
      return { code, pointers: errors.map(({ pointer }) => pointer) };
    },
    group: (kind: "Collection" | "Category", title: string) =>
      idOf(`catalogue.create${kind}`, { translations: [{ locale: "en", title }] }),
    about: (name: string) =>
      idOf("content.createContentCategory", { translations: [{ locale: "en", name }] }),
    sells(title: string) {
      const id = idOf("catalogue.createProduct", productBody(title));
      must("catalogue.publishProduct", { id });
      return id;
    },
    /** The items at a location, as shoppers see them. */
    async shown(location = "header", asking: { readonly locales?: readonly string[] } = {}) {
      await blog.deliverAll();
      const menu = await blog.answer("menus.readStoreMenu", { location }, asking);
      return (menu as { readonly items: readonly StoreMenuItem[] }).items;
    },
  };
}
