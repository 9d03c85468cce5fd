import * as z from "zod";
import { pageOf, pageOutput, pageRequest } from "../../../kernel/read/page.ts";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { listIdOf, noSuchList, toListResponse } from "./commands.ts";
import { priceListResponse } from "./schema.ts";
import { readPriceList, readPriceLists } from "./store.ts";

/** A tenant's price lists, oldest first. There are few, so the object lists them itself. */
export const listPriceLists = defineObjectQuery({
  name: "pricing.listPriceLists",
  access: "products:list",
  input: pageRequest,
  output: pageOutput(priceListResponse),
  run(database, { limit, after, count }) {
    const lists = readPriceLists(database);
    const rest = after === null ? lists : lists.filter(({ id }) => id > String(after[0]));
    const page = pageOf(
      rest,
      limit,
      ({ id }) => [id],
      (list) => toListResponse(database, list),
    );
    return ok({ ...page, totalCount: count ? lists.length : undefined });
  },
});

export const readOnePriceList = defineObjectQuery({
  name: "pricing.readPriceList",
  access: "products:read",
  input: z.object({ id: opaqueId }),
  output: priceListResponse,
  run(database, { id }) {
    const list = readPriceList(database, listIdOf(id));
    return list === undefined ? refused(noSuchList) : ok(toListResponse(database, list));
  },
});
