import * as z from "zod";
import { defineRoute } from "../../kernel/api/route.ts";
import { pageQuery } from "../../kernel/read/page.ts";
import { opaqueId } from "../../kernel/values/id.ts";
import { createPriceList, deletePriceList, updatePriceList } from "./lists/commands.ts";
import { listPriceLists, readOnePriceList } from "./lists/queries.ts";
import { priceListInput, priceListPatch } from "./lists/schema.ts";
import type { priceCommands } from "./prices/commands.ts";
import { listListPrices } from "./prices/queries.ts";
import { listPricesInput, listPricesPatch } from "./prices/schema.ts";

const params = z.object({ id: opaqueId });
const path = "/v1/admin/price-lists";
const pricesPath = `${path}/{id}/prices`;
const tag = "Price lists";
const returns = "The price list";

export const priceListRoutes = [
  defineRoute({
    method: "get",
    path,
    tag,
    operationId: "listPriceLists",
    summary: "List price lists",
    description: "Lists price lists of every status, oldest first, without their prices.",
    operation: listPriceLists,
    query: z.strictObject(pageQuery),
    input: ({ page }) => page,
    returns: "A page of price lists",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "post",
    path,
    tag,
    operationId: "createPriceList",
    summary: "Create a price list",
    description:
      "Creates a list without prices. Overrides replace base prices: where several match, the one with more kinds of rule wins, then the higher priority, then the lower amount. A sale wins where its price is lower than that.",
    operation: createPriceList,
    body: priceListInput,
    input: ({ body }) => body,
    status: 201,
    returns,
    location: ({ id }) => `${path}/${id}`,
    refusals: ["too-large"],
  }),
  defineRoute({
    method: "get",
    path: `${path}/{id}`,
    tag,
    operationId: "getPriceList",
    summary: "Get a price list",
    description: "Returns a price list as it is now, without its prices.",
    operation: readOnePriceList,
    params,
    input: ({ params }) => params,
    returns,
  }),
  defineRoute({
    method: "patch",
    path: `${path}/{id}`,
    tag,
    operationId: "updatePriceList",
    summary: "Update a price list",
    description: "Fields that are left out stay. `rules` replaces all rules, and null removes them.",
    operation: updatePriceList,
    params,
    body: priceListPatch,
    input: ({ params: { id }, body }) => ({ id, patch: body }),
    returns,
  }),
  defineRoute({
    method: "delete",
    path: `${path}/{id}`,
    tag,
    operationId: "deletePriceList",
    summary: "Delete a price list",
    description: "Its prices no longer hold. Orders keep the prices they were placed at.",
    operation: deletePriceList,
    params,
    input: ({ params }) => params,
    returns: "Deleted",
  }),
];

/** The routes of a list's prices. */
export function listPriceRoutes([replaceListPrices, updateListPrices]: ReturnType<typeof priceCommands>) {
  const refusals = ["unknown-variant", "currency-not-enabled", "overlapping-tiers", "too-large"] as const;
  return [
    defineRoute({
      method: "get",
      path: pricesPath,
      tag,
      operationId: "listListPrices",
      summary: "List the prices of a price list",
      description: "Lists the prices of a price list by variant, currency and quantity.",
      operation: listListPrices,
      params,
      query: z.strictObject(pageQuery),
      input: ({ params: { id }, page }) => ({ id, ...page }),
      returns: "A page of prices",
      refusals: ["invalid-cursor"],
    }),
    defineRoute({
      method: "put",
      path: pricesPath,
      tag,
      operationId: "replaceListPrices",
      summary: "Replace the prices of a price list",
      description:
        "Replaces all prices of a list, at most 1,000. A variant can have several prices in a currency, for different quantities.",
      operation: replaceListPrices,
      params,
      body: listPricesInput,
      input: ({ params: { id }, body }) => ({ id, ...body }),
      returns: "The prices",
      refusals,
    }),
    defineRoute({
      method: "patch",
      path: pricesPath,
      tag,
      operationId: "updateListPrices",
      summary: "Change prices of a price list",
      description:
        "Adds and changes prices, and removes those whose `amount` is null. A price of the same variant and currency that starts at the same quantity is replaced; all others stay.",
      operation: updateListPrices,
      params,
      body: listPricesPatch,
      input: ({ params: { id }, body }) => ({ id, ...body }),
      returns: "The prices of the variants in the request",
      refusals,
    }),
  ];
}
