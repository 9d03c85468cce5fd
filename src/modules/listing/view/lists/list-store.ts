import * as z from "zod";
import { refusalAt } from "../../../../kernel/api/problem.ts";
import { isFitting } from "../../../../kernel/read/fitted.ts";
import { type Keyset, pageOf, pageOutput, pageRequest } from "../../../../kernel/read/page.ts";
import { defineViewQuery } from "../../../../kernel/read/query.ts";
import type { ReadModel, Row } from "../../../../kernel/storage/storage.ts";
import { countrySchema } from "../../../../kernel/values/country.ts";
import { ok, refused } from "../../../../kernel/values/result.ts";
import { readCollectionOrder } from "../../../collections/index.ts";
import { listedProduct } from "../../../products/index.ts";
import { pageShopperOf } from "../../../tenants/index.ts";
import { questionIn, searchText } from "../../../term-search/index.ts";
import { tagsOfProductList } from "../../cache-tags.ts";
import { spaceOfList } from "../reuse.ts";
import { facetStatements, facetsShape, readFacets } from "./facets.ts";
import { asCard, toListed } from "./listed.ts";
import { mostExact } from "./matches.ts";
import { type PageInput, pageStatement } from "./page.ts";
import { storeSorts } from "./sorts.ts";
import { storeFilters } from "./store-filters.ts";

/** What `fields` can ask for. */
export const storeFields = ["card"] as const;

export interface StoreListInput extends PageInput {
  readonly facets: boolean;
  /** `card`: what a card in a list shows: one variant that meets the filters, and one image. */
  readonly fields?: "card" | null;
}

const listed = pageOutput(listedProduct).extend({
  /** `totalCount` and facets are lower bounds or, with `q`, the list is incomplete: there are more matches. */
  atLeast: z.literal(true).optional(),
  facets: facetsShape.optional(),
});
type StorePage = z.infer<typeof listed>;

/** Lists published products, with filters and search. */
export const listStoreProducts = defineViewQuery({
  name: "catalogue.listStoreProducts",
  access: "public",
  input: pageRequest.extend({
    ...storeFilters.shape,
    q: searchText,
    sort: z.enum(storeSorts).default("relevance"),
    facets: z.boolean().default(false),
    fields: z.enum(storeFields).nullable().default(null),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .optional(),
    country: countrySchema.nullish(),
  }),
  output: listed,
  varies: ["locale", "currency"],
  reuse: { space: spaceOfList, tags: tagsOfProductList },
  async run(model, { limit, after, count, q, sort, facets, fields, ...rest }, context) {
    const { currency, country, ...filters } = rest;
    const shopper = await pageShopperOf(context, currency, after, country);
    if (!shopper.ok) return shopper;
    const question = questionIn(q);
    const own =
      question === null && sort === "relevance"
        ? await readCollectionOrder(model, context.tenantId, { filters, locales: shopper.value.locales })
        : null;
    const { after: start, next, ...view } = shopper.value;
    // Staff may have given the collection another order since.
    if (start !== null && (start[2] ?? null) !== (own?.sort ?? null)) return refused(otherOrder);
    const page = { limit, after: start, count };
    const input = { ...view, question, filters, sort: own ?? sort, facets, fields, page };
    const nextOf = (keyset: Keyset) => next(own === null ? keyset : [...keyset, own.sort]);
    return ok(await readStorePage(model, context.tenantId, input, nextOf));
  },
});

const otherOrder = refusalAt(
  "invalid-cursor",
  "/cursor",
  "The order of the collection has changed. Start over without a cursor.",
);

/** Reads a page in one round trip, with facets and count. Keyset paging: every page costs the same. */
export async function readStorePage(
  model: ReadModel,
  tenantId: string,
  input: StoreListInput,
  nextOf: (keyset: Keyset) => Keyset = (keyset) => keyset,
): Promise<StorePage> {
  const [rows = [], ...counted] = await model.batch([
    pageStatement(tenantId, input),
    ...(input.facets ? facetStatements(tenantId, input) : []),
  ]);
  const { facets, cutOff } = readFacets(counted);
  const { limit, count } = input.page;
  const page = pageOf(
    rows.filter(({ id }) => id !== null),
    limit,
    (row) => nextOf([row.sort_key ?? null, row.id ?? null]),
    (row) => show(row, input),
    isFitting,
  );
  const { n, more } = rows[0] ?? {};
  const atLeast = cutOff || (more === 1 && (count || input.question !== null));
  return {
    ...page,
    totalCount: count ? Math.min(Number(n), mostExact) : undefined,
    ...(atLeast ? { atLeast } : {}),
    ...(input.facets ? { facets } : {}),
  };
}

function show(row: Row, { locales, currency, fields, filters }: StoreListInput) {
  const listed = toListed(row, locales, currency);
  return fields === "card" ? asCard(listed, filters) : listed;
}
