import { z } from "zod";
import type { Random } from "../../../../src/kernel/values/id.ts";
import type { Answer } from "../../client/ledger.ts";
import { between, poisonTag } from "../../faults/plan.ts";
import { oneOf, type Shop } from "../shop.ts";
import type { Action, Asked } from "./action.ts";
import { pricesBy, sentence, word } from "./words.ts";

const answered = z.object({
  id: z.string(),
  version: z.number(),
  variants: z.array(z.object({ id: z.string(), sku: z.string().nullable() })),
});

/** Notes a product as an answer shows it, unless something newer is known. */
function learnProduct(shop: Shop, { text, token }: Answer): void {
  const { id, version, variants } = answered.parse(JSON.parse(text));
  if ((shop.products.get(id)?.version ?? 0) >= version) return;
  const sku = variants[0]?.sku ?? null;
  shop.products.set(id, { version, sku, token, variants: variants.map((variant) => variant.id) });
  for (const variant of variants) shop.variants.set(variant.id, { mayGo: variant.sku === null });
}

function toProduct(shop: Shop, random: Random, ask: (path: string, id: string) => Asked): Asked | null {
  const id = oneOf(shop.products.keys(), random);
  if (id === undefined) return null;
  return { learn: (answer) => learnProduct(shop, answer), ...ask(`/v1/admin/products/${id}`, id) };
}

function toVariant(
  shop: Shop,
  random: Random,
  ask: (path: string, id: string) => Asked | null,
): Asked | null {
  const id = oneOf(shop.variants.keys(), random);
  return id === undefined ? null : ask(`/v1/admin/variants/${id}`, id);
}

function newProduct(random: Random, tags: readonly string[]) {
  const sku = `SKU-${word(random)}-${between(random, 1, 1e9)}`;
  return {
    translations: [
      { locale: "en", title: sentence(random), description: sentence(random) },
      ...(random() < 0.3 ? [{ locale: "de", title: sentence(random) }] : []),
    ],
    vendor: word(random),
    type: word(random),
    tags: [word(random), ...tags],
    options: [{ name: "Size", values: ["S", "M", "L", "XL"] }],
    variants: [
      { sku, options: { Size: "S" }, prices: pricesBy(random), stocked: between(random, 0, 20) },
      { options: { Size: "M" }, prices: pricesBy(random), inventoryPolicy: "continue" },
    ],
  };
}

const moves = ["publish", "publish", "publish", "unpublish", "archive", "restore"] as const;

/** Products and variants, in every way that staff changes them. */
export const catalogueActions: readonly Action[] = [
  {
    what: "create a product",
    weight: 24,
    ask: (shop, random) => ({
      intent: { method: "POST", path: "/v1/admin/products", body: newProduct(random, []) },
      learn: (answer) => learnProduct(shop, answer),
    }),
  },
  {
    what: "change a product",
    weight: 14,
    ask: (shop, random) =>
      toProduct(shop, random, (path, id) => ({
        intent: {
          method: "PATCH",
          path,
          body: {
            vendor: word(random),
            tags: [word(random), word(random)],
            translations: [{ locale: "en", title: sentence(random) }],
          },
          ...(random() < 0.3 ? { headers: { "If-Match": `"${shop.products.get(id)?.version ?? 1}"` } } : {}),
        },
      })),
  },
  {
    what: "rename an option of a product",
    weight: 3,
    ask: (shop, random) =>
      toProduct(shop, random, (path, id) => {
        const { variants = [] } = shop.products.get(id) ?? {};
        const option = oneOf(["Size", "Fit"], random) ?? "Size";
        const sizes = ["S", "M", "L", "XL"];
        const body = {
          options: [{ name: option, values: sizes }],
          variants: variants.map((variant, index) => ({
            id: variant,
            options: { [option]: sizes[index] ?? "XL" },
          })),
        };
        return { intent: { method: "PATCH", path, body } };
      }),
  },
  {
    what: "add or remove a translation",
    weight: 3,
    ask: (shop, random) =>
      toProduct(shop, random, (path) => {
        const locale = oneOf(["de", "fr"], random);
        const one = random() < 0.5 ? { locale, title: sentence(random) } : { locale, remove: true };
        return { intent: { method: "PATCH", path, body: { translations: [one] } } };
      }),
  },
  {
    what: "give a product another handle",
    weight: 3,
    ask: (shop, random) =>
      toProduct(shop, random, (path) => ({
        intent: {
          method: "PATCH",
          path,
          body: { translations: [{ locale: "en", handle: `${word(random)}-${between(random, 1, 5_000)}` }] },
        },
      })),
  },
  {
    what: "move a product",
    weight: 16,
    ask: (shop, random) =>
      toProduct(shop, random, (path) => ({
        intent: { method: "POST", path: `${path}/${oneOf(moves, random)}` },
      })),
  },
  {
    what: "delete a product",
    weight: 3,
    ask: (shop, random) =>
      toProduct(shop, random, (path, id) => {
        shop.doomed.add(id);
        return {
          intent: { method: "DELETE", path },
          learn: () => void shop.products.delete(id),
        };
      }),
  },
  {
    what: "add a variant",
    weight: 3,
    ask: (shop, random) =>
      toProduct(shop, random, (path) => ({
        intent: {
          method: "POST",
          path: `${path}/variants`,
          body: {
            options: { Size: oneOf(["L", "XL"], random) ?? "L" },
            prices: pricesBy(random),
            stocked: between(random, 0, 9),
          },
        },
        // Of the product nothing new is known.
        learn: undefined,
      })),
  },
  {
    what: "change a variant",
    weight: 4,
    ask: (shop, random) =>
      toVariant(shop, random, (path) => ({
        intent: { method: "PATCH", path, body: { weight: between(random, 1, 5_000), barcode: word(random) } },
      })),
  },
  {
    what: "delete a variant",
    weight: 2,
    ask: (shop, random) =>
      toVariant(shop, random, (path, id) =>
        shop.variants.get(id)?.mayGo === true
          ? { intent: { method: "DELETE", path }, learn: () => void shop.variants.delete(id) }
          : null,
      ),
  },
  {
    what: "set prices",
    weight: 6,
    ask: (shop, random) =>
      toVariant(shop, random, (path) => ({
        intent: { method: "PUT", path: `${path}/prices`, body: { prices: pricesBy(random) } },
      })),
  },
];

/** A product that nobody can project while faults are on. */
export const poisonAction: Action = {
  what: "create a poison product",
  weight: 0.3,
  ask: (shop, random) => ({
    intent: { method: "POST", path: "/v1/admin/products", body: newProduct(random, [poisonTag]) },
    learn(answer) {
      learnProduct(shop, answer);
      // It is set aside, so no list can be expected to have it.
      shop.doomed.add(answered.parse(JSON.parse(answer.text)).id);
    },
  }),
};
