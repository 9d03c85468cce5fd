import { defineIds } from "../../kernel/values/id.ts";

/** Id prefixes of this module. */
export const promotionIds = defineIds({
  promotion: "promo",
  promotionCodes: "pcodes",
  promotionUse: "puse",
});
