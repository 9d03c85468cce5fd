import fc from "fast-check";
import { z } from "zod";
import type { Shop } from "../../../support/node/shop.ts";

const kinds = [
  "create",
  "handle",
  "drop-language",
  "status",
  "delete",
  "price",
  "tags",
  "stock",
  "settings",
  "group",
  "group-handle",
  "members",
  "member",
  "parent",
  "sort",
  "delete-group",
] as const;

/** One change of the catalogue. The numbers choose among the few products, groups and handles that there are. */
export type Change = readonly [kind: (typeof kinds)[number], which: number, one: number, two: number];

const choice = fc.nat(5);
export const someChange: fc.Arbitrary<Change> = fc.tuple(fc.constantFrom(...kinds), choice, choice, choice);

/** Few, so that products take each other's, in other languages. */
export const handles = ["lamp", "lantern", "light", "leuchte"];
export const locales = ["en", "de", "fr"];
const labels = ["home", "garden", "sale"];

const created = z.object({ id: z.string() });
const withVariants = z.object({ variants: z.array(z.object({ id: z.string() })) });
type GroupName = "Collection" | "Category";

/** A shop to which changes are made as staff makes them. A change that is refused changes nothing. */
export function changing(shop: Shop) {
  const products: string[] = [];
  const groups: { readonly name: GroupName; readonly id: string }[] = [];
  const at = <Value>(list: readonly Value[], index: number): Value | undefined => list[index % list.length];
  const run = (command: string, input: unknown) => shop.run(command, input);
  const text = (locale: number, handle: number) => ({
    locale: at(locales, locale),
    title: `Title ${handle}`,
    handle: at(handles, handle),
  });
  const add = (name: string, body: object) => {
    const result = run(`catalogue.create${name}`, body);
    return result.ok ? created.parse(result.answer).id : null;
  };
  const firstVariantOf = (id: string) => {
    const read = shop.tenant.core.ask({
      query: "catalogue.readProduct",
      input: { id },
      actor: { kind: "system" },
    });
    return read.ok ? withVariants.parse(read.value).variants[0]?.id : undefined;
  };

  function apply([kind, which, one, two]: Change): void {
    const id = at(products, which);
    const group = at(groups, which);
    switch (kind) {
      case "create": {
        const prices = [{ amount: 100 + one, currency: "USD" }];
        const tags = [at(labels, two)];
        const made = add("Product", {
          translations: [text(which, one)],
          variants: [{ prices, stocked: two }],
          tags,
        });
        if (made === null) return;
        products.push(made);
        run("catalogue.publishProduct", { id: made });
        return;
      }
      case "handle":
        run("catalogue.updateProduct", { id, patch: { translations: [text(one, two)] } });
        return;
      case "drop-language":
        run("catalogue.updateProduct", {
          id,
          patch: { translations: [{ locale: at(locales, one), remove: true }] },
        });
        return;
      case "status":
        run(`catalogue.${at(["publish", "unpublish", "archive"], one)}Product`, { id });
        return;
      case "delete":
        run("catalogue.unpublishProduct", { id });
        run("catalogue.deleteProduct", { id });
        return;
      case "price":
      case "stock": {
        const variant = id === undefined ? undefined : firstVariantOf(id);
        if (kind === "stock") run("inventory.setStock", { id: variant, stocked: one % 3 });
        else run("catalogue.setPrices", { id: variant, prices: [{ amount: 100 + two, currency: "USD" }] });
        return;
      }
      case "tags":
        run("catalogue.updateProduct", { id, patch: { tags: [at(labels, one)] } });
        return;
      case "settings":
        run(
          "tenants.changeSettings",
          one % 2 === 0
            ? { locales: locales.slice(0, 1 + (two % 3)) }
            : { name: `Shop ${two}`, currencies: two % 2 === 0 ? ["USD"] : ["USD", "EUR"] },
        );
        return;
      case "group": {
        const name = which % 2 === 0 ? "Collection" : "Category";
        const made = add(name, { translations: [text(one, two)] });
        if (made !== null) groups.push({ name, id: made });
        return;
      }
      case "group-handle":
        if (group !== undefined)
          run(`catalogue.update${group.name}`, { id: group.id, patch: { translations: [text(one, two)] } });
        return;
      case "members":
        if (group !== undefined)
          run(`catalogue.setProductsOf${group.name}`, {
            id: group.id,
            productIds: products.slice(one, one + two),
          });
        return;
      case "member":
        if (group !== undefined)
          run(`catalogue.addProductTo${group.name}`, {
            id: group.id,
            productId: at(products, one),
            position: 0,
          });
        return;
      case "parent":
        if (group?.name === "Category")
          run("catalogue.updateCategory", {
            id: group.id,
            patch: { parentId: one % 2 === 0 ? null : at(groups, two)?.id },
          });
        return;
      case "sort":
        if (group?.name === "Collection")
          run("catalogue.updateCollection", {
            id: group.id,
            patch: { sort: at(["manual", "title", "price"], one) },
          });
        return;
      case "delete-group":
        if (group !== undefined) run(`catalogue.delete${group.name}`, { id: group.id });
        return;
    }
  }
  return { apply };
}
