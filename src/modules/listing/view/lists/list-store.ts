import { type Page, pageOf } from "../../../../kernel/read/page.ts";
import type { ViewQuery } from "../../../../kernel/read/query.ts";
import type { Row } from "../../../../kernel/storage/storage.ts";
import { ok } from "../../../../kernel/values/result.ts";
import type { StoreProduct } from "../../../products/index.ts";
import { toStoreProduct } from "../../../products/index.ts";
import { readRow } from "../rows.ts";
import { facetStatements, readFacets } from "./facets.ts";
import { mostExact } from "./matches.ts";
import { type PageInput, pageStatement } from "./page.ts";

export interface StoreListInput extends PageInput {
  readonly facets: boolean;
  /** Languages to show, the most wanted first. */
  readonly locales: readonly string[];
}

/**
 * Products on sale, by keyset: each page begins where the last one ended, at the same cost. One round trip, facets and
 * count included.
 */
export const listStoreProducts: ViewQuery<StoreListInput, Page<Omit<StoreProduct, "description">>> = async (
  model,
  tenantId,
  input,
) => {
  const [rows = [], ...counted] = await model.batch([
    pageStatement(tenantId, input),
    ...(input.facets ? facetStatements(tenantId, input) : []),
  ]);
  const { facets, cutOff } = readFacets(counted);
  const { limit, count } = input.page;
  const page = pageOf(
    rows.filter(({ id }) => id !== null),
    limit,
    (row) => [row.sort_key ?? null, row.id ?? null],
    (row) => show(row, input),
  );
  const { n, more } = rows[0] ?? {};
  return ok({
    ...page,
    totalCount: count ? Math.min(Number(n), mostExact) : undefined,
    atLeast: cutOff || (more === 1 && (count || input.question !== null)),
    ...(input.facets ? { beside: { facets } } : {}),
  });
};

function show(row: Row, { locales, currency }: StoreListInput) {
  const { state, availableByVariant, groups } = readRow(row);
  const { description: _, ...listed } = toStoreProduct(state, {
    locales,
    currency,
    availableByVariant,
    groups,
  });
  return listed;
}
