import { z } from "zod";
import { idText } from "../../kernel/values/id.ts";
import { defineEvent } from "../../kernel/write/event.ts";
import { catalogueIds } from "../catalogue/ids.ts";
import { inventoryIds } from "./ids.ts";
import { quantity } from "./schema.ts";

const reason = z.string().max(500);
const place = { variantId: idText(catalogueIds.variant), locationId: idText(inventoryIds.location) };

/** What is stocked in one place, or when it counts as low there, became another. */
export const levelUpdated = defineEvent(
  "inventory.level.updated",
  "inventory",
  z.object({ ...place, old: quantity, new: quantity, reserved: quantity, reason }),
).next(
  z.object({
    ...place,
    old: quantity,
    new: quantity,
    reserved: quantity,
    lowStockThreshold: quantity.nullable(),
    reason,
  }),
  (level) => ({ ...level, lowStockThreshold: null }),
);

const low = z.object({ ...place, available: z.int(), threshold: z.int() });

/**
 * What is available in a location fell from above its threshold to at or below it. Version 2 has the data of version 1: it was
 * made when the state was part of the data.
 */
export const levelLow = defineEvent("inventory.level.low", "inventory", low).next(low, (data) => data);

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
export const reservationCreated = defineEvent("inventory.reservation.created", "inventory", z.object(held));

/** An owner's promise ended: given back, or taken out of the house. */
export const reservationReleased = defineEvent(
  "inventory.reservation.released",
  "inventory",
  z.object({ ...held, because: z.enum(["released", "taken", "secured"]) }),
);

/** Everything that changes a variant's stock. */
export const stockEvents = [levelUpdated, levelLow, reservationCreated, reservationReleased];
