import * as z from "zod";
import { idText } from "../../kernel/values/id.ts";
import { defineEvent } from "../../kernel/write/event.ts";
import { catalogueIds } from "../catalogue/ids.ts";
import { inventoryIds } from "./ids.ts";
import { quantity } from "./schema.ts";

const reason = z.string().max(500);
const levelKey = { variantId: idText(catalogueIds.variant), locationId: idText(inventoryIds.location) };

/** The stocked quantity or the low-stock threshold at a location changed. */
export const levelUpdated = defineEvent("inventory.level.updated", "inventory", () =>
  z.object({ ...levelKey, old: quantity, new: quantity, reserved: quantity, reason }),
)
  .next(
    () =>
      z.object({
        ...levelKey,
        old: quantity,
        new: quantity,
        reserved: quantity,
        lowStockThreshold: quantity.nullable(),
        reason,
      }),
    (level) => ({ ...level, lowStockThreshold: null }),
  )
  .published("variantId", "locationId", "old", "new", "reserved", "lowStockThreshold", "reason");

const low = z.object({ ...levelKey, available: z.int(), threshold: z.int() });

/**
 * The available quantity at a location fell from above its threshold to at or below it. Version 2 has the data of
 * version 1: it dates from when the state was part of the data.
 */
export const levelLow = defineEvent("inventory.level.low", "inventory", low)
  .next(low, (data) => data)
  .published("variantId", "locationId", "available", "threshold");

/** The part of a reservation at one location, and the reserved totals there afterwards. */
const line = z.object({
  locationId: idText(inventoryIds.location),
  quantity: quantity.min(1),
  backordered: quantity,
  reservedAfter: quantity,
  backorderedAfter: quantity,
});
export type ReservedLine = z.infer<typeof line>;

const reservation = {
  variantId: idText(catalogueIds.variant),
  owner: z.string().min(1).max(64),
  lines: z.array(line).min(1),
};

/** Stock was reserved for an owner, such as an order. */
export const reservationCreated = defineEvent("inventory.reservation.created", "inventory", () =>
  z.object(reservation),
).published("variantId", "lines");

/** A reservation ended: released, shipped (`taken`), or replaced by a firm one (`secured`). */
export const reservationReleased = defineEvent("inventory.reservation.released", "inventory", () =>
  z.object({ ...reservation, because: z.enum(["released", "taken", "secured"]) }),
).published("variantId", "lines", "because");

/**
 * Stock moved to another location together with what is reserved of it: the owners keep their reservations. The reserved
 * totals are those of both locations afterwards.
 */
export const reservationMoved = defineEvent("inventory.reservation.moved", "inventory", () =>
  z.object({
    variantId: idText(catalogueIds.variant),
    from: z.object({ locationId: idText(inventoryIds.location), reservedAfter: quantity }),
    to: z.object({ locationId: idText(inventoryIds.location), reservedAfter: quantity }),
    parts: z.array(z.object({ owner: reservation.owner, quantity: quantity.min(1) })).min(1),
  }),
).published("variantId", "from", "to");

/** The events of a variant's stock. */
export const stockEvents = [
  levelUpdated,
  levelLow,
  reservationCreated,
  reservationReleased,
  reservationMoved,
];
