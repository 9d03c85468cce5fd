import { z } from "zod";
import { defineEvent } from "../../kernel/event.ts";
import { quantity, stock } from "./schema.ts";

const after = stock.nullish();

export const levelUpdated = defineEvent(
  "inventory.level.updated",
  "inventory",
  z.object({
    variantId: z.string(),
    locationId: z.string(),
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
  z.object({ variantId: z.string(), locationId: z.string(), available: z.int(), threshold: z.int(), after }),
);
