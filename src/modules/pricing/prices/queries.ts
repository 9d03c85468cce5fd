import type * as z from "zod";
import { pageOf, pageOutput, pageRequest } from "../../../kernel/read/page.ts";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { listIdOf, noSuchList } from "../lists/commands.ts";
import { readPriceList } from "../lists/store.ts";
import { countPrices, type PriceKey, pageOfPrices } from "./lookups.ts";
import { listPriceResponse } from "./schema.ts";
import { priceIn } from "./store.ts";

/** The prices of a list, by variant. */
export const listListPrices = defineObjectQuery({
  name: "pricing.listListPrices",
  access: "products:list",
  input: pageRequest.extend({ id: opaqueId }),
  output: pageOutput(listPriceResponse),
  run(database, { id, limit, after, count }) {
    const list = readPriceList(database, listIdOf(id));
    if (list === undefined) return refused(noSuchList);
    const rows = pageOfPrices(database, list.id, keyIn(after), limit + 1);
    const page = pageOf(
      rows,
      limit,
      ({ variantId, currency, minQuantity }) => [variantId, currency, minQuantity],
      (row) => ({ variantId: row.variantId, ...priceIn(row) }),
    );
    return ok({ ...page, totalCount: count ? countPrices(database, list.id) : undefined });
  },
});

function keyIn(after: z.infer<typeof pageRequest>["after"]): PriceKey | null {
  if (after === null) return null;
  const [variantId, currency, minQuantity] = after;
  // Only a column's type is branded: any text sorts.
  return {
    variantId: String(variantId),
    currency: String(currency) as PriceKey["currency"],
    minQuantity: Number(minQuantity),
  };
}
