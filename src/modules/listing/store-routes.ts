import * as z from "zod";
import {
  amountParameter,
  flag,
  idsParameter,
  parameterFamily,
  repeatable,
  repeatableOf,
  storefrontQuery,
} from "../../kernel/api/query-parameters.ts";
import { defineRoute } from "../../kernel/api/route.ts";
import { pageQuery } from "../../kernel/read/page.ts";
import { countrySchema } from "../../kernel/values/country.ts";
import { searchParameter } from "../term-search/index.ts";
import { stockFacet } from "./view/lists/facets.ts";
import { listStoreProducts, storeFields } from "./view/lists/list-store.ts";
import { storeSorts } from "./view/lists/sorts.ts";
import { filterLimits, inStockOf } from "./view/lists/store-filters.ts";
import { readStoreProduct } from "./view/read-store.ts";
import { listRelatedProducts, relatedLimits } from "./view/related.ts";

const path = "/v1/store/products";

/** The query of what has prices. Besides language and currency, they can depend on the country. */
export const pricedQuery = {
  ...storefrontQuery,
  country: countrySchema
    .optional()
    .describe(
      "Where goods would go to, for prices of price lists. Without it, no list for countries counts.",
    ),
};

const fieldsParameter = z
  .enum(storeFields)
  .optional()
  .describe("`card`: only the first variant that meets the filters, and the first image.");

const listQuery = z
  .strictObject({
    ...pageQuery,
    ...pricedQuery,
    ids: idsParameter(filterLimits.ids).describe("Products by id. Repeat it for each, in any order."),
    collection: repeatable,
    category: repeatable,
    tag: repeatable,
    vendor: repeatable,
    type: repeatable,
    inStock: flag,
    availability: repeatableOf(stockFacet.shape.value),
    minPrice: amountParameter,
    maxPrice: amountParameter,
    option: parameterFamily(filterLimits.optionFilters, "Options by their names: `option.<name>=<value>`."),
    attr: parameterFamily(filterLimits.attributeFilters, "Attributes by their keys: `attr.<key>=<value>`."),
    q: searchParameter,
    sort: z.enum(storeSorts).default("relevance"),
    facets: flag,
    fields: fieldsParameter,
  })
  .refine(({ inStock, availability }) => inStock === null || availability.length === 0, {
    path: ["availability"],
    error: "says the same as `inStock`: send one of them",
  });

export const storeRoutes = [
  defineRoute({
    method: "get",
    path,
    tag: "Storefront",
    operationId: "listStoreProducts",
    summary: "List or search products",
    description:
      "Lists published products, or searches them with `q`. Filters that are repeated match any of their values. Without `q`, the sort order `relevance` lists one collection in its own order and everything else by newest.",
    operation: listStoreProducts,
    conditional: true,
    query: listQuery,
    input: ({ query: { locale: _, availability, ...query }, page }) => ({
      ...query,
      ...page,
      inStock: query.inStock ?? inStockOf(availability),
      country: query.country ?? null,
      facets: query.facets === true,
      fields: query.fields ?? null,
    }),
    returns: "A page of products",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "get",
    path: `${path}/{handle}`,
    tag: "Storefront",
    operationId: "getStoreProduct",
    summary: "Get a product by its handle",
    description:
      "Returns a published product in the shopper's language and currency. A former handle redirects to the current one.",
    operation: readStoreProduct,
    conditional: true,
    params: z.object({ handle: z.string().min(1).max(255) }),
    query: z.strictObject(pricedQuery),
    input: ({ params: { handle }, query: { currency, country = null } }) => ({ handle, currency, country }),
    returns: "The product",
    moved: (handle) => `${path}/${handle}`,
  }),
  defineRoute({
    method: "get",
    path: `${path}/{handle}/related`,
    tag: "Storefront",
    operationId: "listRelatedProducts",
    summary: "List related products",
    description:
      "Lists the published products that have the most collections, categories and labels in common with a product.",
    operation: listRelatedProducts,
    conditional: true,
    params: z.object({ handle: z.string().min(1).max(255) }),
    query: z.strictObject({
      ...pricedQuery,
      limit: z.coerce
        .number()
        .int()
        .min(1)
        .max(relatedLimits.items.value)
        .default(8)
        .describe("The most products."),
      fields: fieldsParameter,
    }),
    input: ({ params: { handle }, query: { currency, country = null, limit, fields } }) => ({
      handle,
      limit,
      card: fields === "card",
      currency,
      country,
    }),
    returns: "The related products, the closest first",
    moved: (handle) => `${path}/${handle}/related`,
  }),
];
