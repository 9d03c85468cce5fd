import { defineEvent } from "../../../kernel/write/event.ts";
import { promotionUse } from "./schema.ts";

export const usesCounted = defineEvent("promotion.uses.counted", "promotionUse", () =>
  promotionUse.pick({ orderId: true, uses: true }),
).published("orderId", "uses");
export const usesReturned = defineEvent("promotion.uses.returned", "promotionUse", () =>
  promotionUse.pick({ orderId: true }),
).published("orderId");
