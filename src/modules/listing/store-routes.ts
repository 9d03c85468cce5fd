import { z } from "zod";
import { amountParameter, flag, repeatable, storefrontQuery } from "../../kernel/api/query-parameters.ts";
import { listed } from "../../kernel/api/reply.ts";
import { defineRoute } from "../../kernel/api/route.ts";
import { listSchema, pageQuery } from "../../kernel/read/page.ts";
import { ok } from "../../kernel/values/result.ts";
import { listedProduct, storeProduct } from "../products/index.ts";
import { shopperOf } from "../tenants/index.ts";
import { facetsShape } from "./view/lists/facets.ts";
import { listStoreProducts } from "./view/lists/list-store.ts";
import { storeSorts } from "./view/lists/sorts.ts";
import { readStoreProduct } from "./view/read-store.ts";
import { searchText } from "./view/search/question.ts";

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
    q: searchText,
    sort: z.enum(storeSorts).default("relevance"),
    facets: flag,
  })
  .strict();

const storeList = listSchema(listedProduct).extend({
  /** More match than are counted, or, with words, than are listed. */
  atLeast: z.literal(true).optional(),
  facets: facetsShape.optional(),
});

export const storeRoutes = [
  defineRoute({
    method: "get",
    path: "/v1/store/products",
    summary: "List products on sale, or search them; without words, relevance means newest",
    access: "public",
    conditional: true,
    query: listQuery,
    replies: { 200: { description: "A page of products", schema: storeList } },
    refusals: ["invalid-cursor"],
    async handle({ query, page, requestedLocales, services }) {
      const shopper = await shopperOf(services, requestedLocales, query.currency);
      if (!shopper.ok) return shopper;
      return listed(
        await services.read(listStoreProducts, {
          ...shopper.value,
          question: query.q,
          filters: query,
          sort: query.sort,
          facets: query.facets === true,
          page,
        }),
      );
    },
  }),
  defineRoute({
    method: "get",
    path: "/v1/store/products/{handle}",
    summary: "Read a product on sale; a former handle redirects for good",
    access: "public",
    conditional: true,
    params: z.object({ handle: z.string().min(1).max(255) }),
    query: z.object(storefrontQuery).strict(),
    replies: {
      200: { description: "The product", schema: storeProduct },
      308: { description: "The handle has changed; Location has the current one" },
    },
    async handle({ params: { handle }, query, requestedLocales, url, services }) {
      const shopper = await shopperOf(services, requestedLocales, query.currency);
      if (!shopper.ok) return shopper;
      const read = await services.read(readStoreProduct, { ...shopper.value, handle });
      if (!read.ok) return read;
      if (read.value.found === "product") return ok({ status: 200, body: read.value.product });
      return ok({
        status: 308,
        headers: { Location: `/v1/store/products/${read.value.handle}${url.search}` },
      });
    },
  }),
];
