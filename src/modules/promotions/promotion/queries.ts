import * as z from "zod";
import { pageOf, pageOutput, pageRequest } from "../../../kernel/read/page.ts";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { loadSettings } from "../../tenants/index.ts";
import { toPromotionResponse } from "./commands.ts";
import { noSuchPromotion } from "./rules.ts";
import { promotionResponse, promotionStatus } from "./schema.ts";
import { readPromotion, readPromotions } from "./store.ts";

/** A tenant's promotions, newest first. They are in the object's memory, so it lists them itself. */
export const listPromotions = defineObjectQuery({
  name: "promotions.listPromotions",
  access: "discounts:list",
  input: pageRequest.extend({ status: promotionStatus.nullable().default(null) }),
  output: pageOutput(promotionResponse),
  run(database, { limit, after, count, status }, context) {
    const { defaultCurrency } = loadSettings(database, context);
    const all = readPromotions(database)
      .filter((one) => status === null || one.status === status)
      .toReversed();
    const rest = after === null ? all : all.filter(({ id }) => id < String(after[0]));
    const page = pageOf(
      rest,
      limit,
      ({ id }) => [id],
      (one) => toPromotionResponse(database, one, defaultCurrency),
    );
    return ok({ ...page, totalCount: count ? all.length : undefined });
  },
});

export const readOnePromotion = defineObjectQuery({
  name: "promotions.readPromotion",
  access: "discounts:read",
  input: z.object({ id: opaqueId }),
  output: promotionResponse,
  run(database, { id }, context) {
    const promotion = readPromotion(database, id);
    if (promotion === undefined) return refused(noSuchPromotion);
    return ok(toPromotionResponse(database, promotion, loadSettings(database, context).defaultCurrency));
  },
});
