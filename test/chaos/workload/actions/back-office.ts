import { z } from "zod";
import { between } from "../../faults/plan.ts";
import { oneOf } from "../shop.ts";
import type { Action } from "./action.ts";
import { sentence, word } from "./words.ts";

const created = z.object({ id: z.string(), apiKey: z.string() });

/** Settings, keys and files. */
export const backOfficeActions: readonly Action[] = [
  {
    what: "change settings",
    weight: 1,
    ask: (_, random) => {
      const changes = [
        { name: sentence(random) },
        { lowStockThreshold: between(random, 0, 20) },
        { locales: ["en", "de", ...(random() < 0.5 ? ["fr"] : []), ...(random() < 0.5 ? ["de-AT"] : [])] },
        { taxRates: [{ country: "GB", rate: between(random, 0, 2_500) }] },
        { pricesIncludeTax: random() < 0.5 },
      ];
      const body = oneOf(changes, random);
      return { intent: { method: "PATCH", path: "/v1/admin/settings", body } };
    },
  },
  {
    what: "create an API key",
    weight: 0.7,
    ask: (shop, random) => ({
      intent: {
        method: "POST",
        path: "/v1/admin/api-keys",
        body: { name: word(random), role: random() < 0.5 ? "admin" : "manager" },
      },
      learn: ({ text }) => {
        const { id, apiKey } = created.parse(JSON.parse(text));
        shop.apiKeys.set(id, apiKey);
      },
    }),
  },
  {
    what: "revoke an API key",
    weight: 0.3,
    ask: (shop, random) => {
      const id = oneOf(shop.apiKeys.keys(), random);
      if (id === undefined) return null;
      shop.apiKeys.delete(id);
      return { intent: { method: "DELETE", path: `/v1/admin/api-keys/${id}` } };
    },
  },
  {
    what: "import a file",
    weight: 0.7,
    ask: (_, random) => ({
      several: true,
      intent: {
        method: "POST",
        path: "/v1/admin/imports/shopify-products",
        contentType: "text/csv",
        body: fileOf(`import-${between(random, 1, 1e9)}`, between(random, 3, 40)),
      },
    }),
  },
];

/** A Shopify export whose handles nobody else has. */
function fileOf(name: string, products: number): string {
  const rows = Array.from(
    { length: products },
    (_, index) =>
      `${name}-${index},${name} ${index},true,Size,S,${name}-${index}-S,shopify,${index},deny,${index}.50`,
  );
  return [header, ...rows].join("\n");
}

const header =
  "Handle,Title,Published,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price";
