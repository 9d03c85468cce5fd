import * as z from "zod";
import { idText } from "../../../kernel/values/id.ts";
import { moneySchema } from "../../../kernel/values/money.ts";
import { defineState } from "../../../kernel/write/state.ts";
import { orderIds } from "../../orders/ids.ts";
import { promotionIds } from "../ids.ts";

const use = z.object({
  promotionId: z.string(),
  code: z.string().nullable(),
  amount: moneySchema,
});
export type Use = z.infer<typeof use>;

/** What an order uses of promotions. Its id is the order's with another prefix. */
export const promotionUse = z.object({
  id: idText(promotionIds.promotionUse),
  orderId: idText(orderIds.order),
  uses: z.array(use),
  /** Whether the order was cancelled, which gives the uses back. */
  isReturned: z.boolean(),
});
export type PromotionUse = z.infer<typeof promotionUse>;

export const promotionUseState = defineState("promotionUse", promotionUse);

export function useIdOf(orderId: string): string {
  return `puse_${orderId.slice(orderId.indexOf("_") + 1)}`;
}
