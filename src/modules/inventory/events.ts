import { z } from "zod";
import { idText } from "../../kernel/values/id.ts";
import { defineEvent } from "../../kernel/write/event.ts";
import { catalogueIds } from "../catalogue/ids.ts";
import { inventoryIds } from "./ids.ts";
import { quantity, type Stock, stock } from "./schema.ts";

const after = stock.nullish();
const reason = z.string().max(500);
const place = { variantId: idText(catalogueIds.variant), locationId: idText(inventoryIds.location) };

/** A stock as the first versions told it: without backorders, and with one threshold for the whole tenant. */
const formerStock = z.object({
  variantId: idText(catalogueIds.variant),
  levels: z.array(
    z.object({ locationId: idText(inventoryIds.location), stocked: quantity, reserved: quantity }),
  ),
  stocked: quantity,
  reserved: quantity,
});
const formerAfter = formerStock.nullish();

/** What is stocked in one place, or when it counts as low there, became another. */
export const levelUpdated = defineEvent(
  "inventory.level.updated",
  "inventory",
  z.object({ ...place, old: quantity, new: quantity, reserved: quantity, reason, after: formerAfter }),
).next(
  z.object({
    ...place,
    old: quantity,
    new: quantity,
    reserved: quantity,
    lowStockThreshold: quantity.nullable(),
    reason,
    after,
  }),
  ({ after: former, ...level }) => ({ ...level, lowStockThreshold: null, after: carried(former) }),
);

/** What is available in a place fell from above its threshold to at or below it. */
export const levelLow = defineEvent(
  "inventory.level.low",
  "inventory",
  z.object({ ...place, available: z.int(), threshold: z.int(), after: formerAfter }),
).next(
  z.object({ ...place, available: z.int(), threshold: z.int(), after }),
  ({ after: former, ...low }) => ({ ...low, after: carried(former) }),
);

/** A part of a reservation in one place, and what is promised there afterwards. */
const line = z.object({
  locationId: idText(inventoryIds.location),
  quantity: quantity.min(1),
  backordered: quantity,
  reservedAfter: quantity,
  backorderedAfter: quantity,
});
export type ReservedLine = z.infer<typeof line>;

const held = {
  variantId: idText(catalogueIds.variant),
  owner: z.string().min(1).max(64),
  lines: z.array(line).min(1),
};

/** An owner was promised so many. */
export const reservationCreated = defineEvent(
  "inventory.reservation.created",
  "inventory",
  z.object({ ...held, after }),
);

/** An owner's promise ended: given back, or taken out of the house. */
export const reservationReleased = defineEvent(
  "inventory.reservation.released",
  "inventory",
  z.object({ ...held, because: z.enum(["released", "taken", "secured"]), after }),
);

/** Everything that changes what there is of a variant; the last one of a command carries the whole picture. */
export const stockEvents = [levelUpdated, levelLow, reservationCreated, reservationReleased];

function carried(former: z.infer<typeof formerAfter>): Stock | null | undefined {
  if (former === null || former === undefined) return former;
  return {
    ...former,
    levels: former.levels.map((level) => ({ ...level, backordered: 0, lowStockThreshold: null })),
  };
}
