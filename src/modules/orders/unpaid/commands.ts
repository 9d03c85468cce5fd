import * as z from "zod";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { ok } from "../../../kernel/values/result.ts";
import { type Context, defineCommand } from "../../../kernel/write/command.ts";
import { loadStockLocations, readReservations, readStocks } from "../../inventory/index.ts";
import { loadSettings } from "../../tenants/index.ts";
import { readOrder } from "../store.ts";
import { decideExpiry, type Overdue } from "./expiry-rules.ts";
import { type ExpirySettings, expireUnpaidName, isUnpaid } from "./rules.ts";
import { nextExpiry, readDue, startTime, strike } from "./store.ts";

/** The most orders per batch, and how many reservations end the batch earlier. */
const batch = { orders: 50, reservations: 500, started: 500 } as const;

/** A scheduled job: cancels orders that were not paid in time, so that their stock can be sold. */
export const expireUnpaid = defineCommand({
  name: expireUnpaidName,
  access: "ops:manage",
  internal: true,
  input: z.object({}),
  output: z.number().nullable(),
  load(database, _, context) {
    const settings = loadSettings(database, context);
    const overdue = loadOverdue(database, settings, context);
    const variantIds = overdue.flatMap(({ held }) => held.map(({ variantId }) => variantId));
    return {
      settings,
      overdue,
      stocks: readStocks(database, [...new Set(variantIds)]),
      stockLocations: loadStockLocations(database, context.tenantId, settings.lowStockThreshold),
    };
  },
  decide({ settings, overdue, stocks, stockLocations }, _, context) {
    let startsMore = false;
    return ok({
      events: decideExpiry(overdue, stocks, stockLocations, context),
      writeState(database: TenantDatabase) {
        for (const { order } of overdue) if (!isUnpaid(order)) strike(database, order.id);
        startsMore = startTime(database, context.now, batch.started);
      },
      answer: (database) => (startsMore ? context.now : nextExpiry(database, settings)),
    });
  },
});

function loadOverdue(
  database: TenantDatabase,
  settings: ExpirySettings,
  { now }: Context,
): readonly Overdue[] {
  const overdue: Overdue[] = [];
  let reservations = 0;
  for (const id of readDue(database, settings, now, batch.orders)) {
    if (reservations >= batch.reservations) break;
    const order = readOrder(database, id);
    if (order === undefined) throw new Error(`${id} is listed as unpaid but does not exist`);
    const held = readReservations(database, id);
    overdue.push({ order, held });
    reservations += held.length;
  }
  return overdue;
}
