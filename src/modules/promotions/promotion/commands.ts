import * as z from "zod";
import { nothing } from "../../../kernel/operation/operation.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { versionOf } from "../../../kernel/storage/version.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import type { Currency } from "../../../kernel/values/money.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { loadSettings } from "../../tenants/index.ts";
import { decideCodesDeletion } from "../codes/rules.ts";
import { batchesOf, ownersOf } from "../codes/store.ts";
import { promotionIds } from "../ids.ts";
import { readUsage } from "../usage/store.ts";
import { decidePromotion, decidePromotionChange, decidePromotionDeletion, noSuchPromotion } from "./rules.ts";
import {
  type Promotion,
  type PromotionResponse,
  promotionInput,
  promotionPatch,
  promotionResponse,
} from "./schema.ts";
import { promotionAggregate, readPromotion, readPromotions } from "./store.ts";

const byId = z.object({ id: opaqueId });
const guards = ({ id }: { readonly id: string }) => ({ type: promotionAggregate.type, id });

export const createPromotion = defineCommand({
  name: "promotions.createPromotion",
  access: "discounts:create",
  input: promotionInput,
  output: promotionResponse,
  load: (database, { codes }, context) => ({
    defaultCurrency: loadSettings(database, context).defaultCurrency,
    count: readPromotions(database).length,
    ownerByCode: ownersOf(database, codes ?? []),
  }),
  decide({ defaultCurrency, ...checks }, input, { newId }) {
    const id = newId(promotionIds.promotion);
    const events = decidePromotion(id, input, checks);
    if (!events.ok) return events;
    return ok({ events: events.value, answer: (database) => written(database, id, defaultCurrency) });
  },
});

export const updatePromotion = defineCommand({
  name: "promotions.updatePromotion",
  access: "discounts:update",
  input: byId.extend({ patch: promotionPatch }),
  output: promotionResponse,
  guards,
  load: (database, { id, patch }, context) => ({
    defaultCurrency: loadSettings(database, context).defaultCurrency,
    promotion: readPromotion(database, id),
    ownerByCode: ownersOf(database, patch.codes ?? []),
  }),
  decide({ promotion, defaultCurrency, ownerByCode }, { patch }) {
    if (promotion === undefined) return refused(noSuchPromotion);
    const events = decidePromotionChange(promotion, patch, { ownerByCode });
    if (!events.ok) return events;
    return ok({
      events: events.value,
      answer: (database) => written(database, promotion.id, defaultCurrency),
    });
  },
});

export const deletePromotion = defineCommand({
  name: "promotions.deletePromotion",
  access: "discounts:delete",
  input: byId,
  output: nothing,
  guards,
  load: (database, { id }) => ({
    promotion: readPromotion(database, id),
    batchIds: batchesOf(database, id),
  }),
  decide({ promotion, batchIds }) {
    if (promotion === undefined) return refused(noSuchPromotion);
    const events = [...decideCodesDeletion(batchIds), ...decidePromotionDeletion(promotion)];
    return ok({ events, answer: () => null });
  },
});

/** The wire shape of a promotion, with how often it was used. */
export function toPromotionResponse(
  database: TenantDatabase,
  promotion: Promotion,
  defaultCurrency: Currency,
): PromotionResponse {
  const { uses: used, amountByCurrency } = readUsage(database, promotion.id);
  const currency = promotion.limits.budget?.currency ?? defaultCurrency;
  return {
    ...promotion,
    used,
    usedAmount: { amount: amountByCurrency.get(currency) ?? 0, currency },
    version: versionOf(database, promotionAggregate.type, promotion.id),
  };
}

function written(database: TenantDatabase, id: string, defaultCurrency: Currency): PromotionResponse {
  const promotion = readPromotion(database, id);
  if (promotion === undefined) throw new Error(`${id} was just written but cannot be read`);
  return toPromotionResponse(database, promotion, defaultCurrency);
}
