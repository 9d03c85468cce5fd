import { z } from "zod";
import {
  amountParameter,
  flag,
  parameterFamily,
  repeatable,
  storefrontQuery,
} from "../../kernel/api/query-parameters.ts";
import { defineRoute } from "../../kernel/api/route.ts";
import { pageQuery } from "../../kernel/read/page.ts";
import { listStoreProducts } from "./view/lists/list-store.ts";
import { storeSorts } from "./view/lists/sorts.ts";
import { filterLimits } from "./view/lists/store-filters.ts";
import { readStoreProduct } from "./view/read-store.ts";
import { searchParameter } from "./view/search/question.ts";

const path = "/v1/store/products";

const listQuery = z
  .object({
    ...pageQuery,
    ...storefrontQuery,
    collection: repeatable,
    category: repeatable,
    tag: repeatable,
    vendor: repeatable,
    type: repeatable,
    inStock: flag,
    minPrice: amountParameter,
    maxPrice: amountParameter,
    option: parameterFamily(filterLimits.optionFilters, "Options by their names: `option.<name>=<value>`."),
    attr: parameterFamily(filterLimits.attributeFilters, "Attributes by their keys: `attr.<key>=<value>`."),
    q: searchParameter,
    sort: z.enum(storeSorts).default("relevance"),
    facets: flag,
  })
  .strict();

export const storeRoutes = [
  defineRoute({
    method: "get",
    path,
    summary:
      "List or search published products. Without `q`, relevance sorts one collection in its own order, and everything else by newest",
    operation: listStoreProducts,
    conditional: true,
    query: listQuery,
    input: ({ query: { locale: _, ...query }, page }) => ({
      ...query,
      ...page,
      facets: query.facets === true,
    }),
    returns: "A page of products",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "get",
    path: `${path}/{handle}`,
    summary: "Read a published product. A former handle redirects to the current one",
    operation: readStoreProduct,
    conditional: true,
    params: z.object({ handle: z.string().min(1).max(255) }),
    query: z.object(storefrontQuery).strict(),
    input: ({ params: { handle }, query: { currency } }) => ({ handle, currency }),
    returns: "The product",
    moved: (handle) => `${path}/${handle}`,
  }),
];
