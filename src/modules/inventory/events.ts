import { z } from "zod";
import { defineEvent } from "../../kernel/event.ts";
import { idText } from "../../kernel/id.ts";
import { quantity, stock } from "./schema.ts";

const after = stock.nullish();

export const levelUpdated = defineEvent(
  "inventory.level.updated",
  "inventory",
  z.object({
    variantId: idText("variant"),
    locationId: idText("location"),
    old: quantity,
    new: quantity,
    reserved: quantity,
    reason: z.string().max(500),
    after,
  }),
);

/** The available quantity fell from above the threshold to at or below it. */
export const levelLow = defineEvent(
  "inventory.level.low",
  "inventory",
  z.object({
    variantId: idText("variant"),
    locationId: idText("location"),
    available: z.int(),
    threshold: z.int(),
    after,
  }),
);
