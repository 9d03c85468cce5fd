import { changing, defineReleasable, setting } from "../../kernel/write/releasable.ts";
import { updatePromotion } from "./promotion/commands.ts";
import { type Promotion, promotionPatch } from "./promotion/schema.ts";
import { readPromotion } from "./promotion/store.ts";

/** Promotions in releases. */
export const releasablePromotion = defineReleasable<Promotion>({
  type: "promotion",
  find: readPromotion,
  actions: {
    activate: setting(updatePromotion, { status: "active" }),
    deactivate: setting(updatePromotion, { status: "draft" }),
    update: changing(updatePromotion, promotionPatch),
  },
});
