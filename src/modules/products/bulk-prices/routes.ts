import * as z from "zod";
import { flag } from "../../../kernel/api/query-parameters.ts";
import { defineRoute } from "../../../kernel/api/route.ts";
import { bulkPricesInput } from "../prices/schema.ts";
import { setPricesBySku } from "./commands.ts";

export const bulkPriceRoutes = [
  defineRoute({
    method: "post",
    path: "/v1/admin/prices",
    tag: "Variants",
    operationId: "bulkSetPrices",
    summary: "Set prices by SKU",
    description:
      "Replaces the prices of up to 500 variants. All or nothing, or with `partial=true` the items that can be set: the others are listed in `errors`.",
    operation: setPricesBySku,
    query: z.strictObject({ partial: flag }),
    body: bulkPricesInput,
    input: ({ query: { partial }, body }) => ({ ...body, partial: partial ?? false }),
    returns: "The prices of each variant that was set",
    refusals: ["unknown-variant", "currency-not-enabled", "invalid-prices", "overlapping-tiers", "too-large"],
  }),
];
