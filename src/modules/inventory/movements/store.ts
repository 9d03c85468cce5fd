import { and, count, desc, eq, sql } from "drizzle-orm";
import type { z } from "zod";
import { placeholdersOf, prepared } from "../../../kernel/storage/prepared.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import type { Envelope } from "../../../kernel/write/event.ts";
import type { levelUpdated, ReservedLine, reservationMoved } from "../events.ts";
import { stockMovements } from "../tables.ts";

export type Movement = typeof stockMovements.$inferSelect;

/** Records a change of the stocked quantity. A change of the threshold alone is no movement. */
export function recordLevel(
  database: TenantDatabase,
  event: Envelope,
  data: z.infer<typeof levelUpdated.schema>,
): void {
  if (data.old === data.new) return;
  write(database, event, {
    variantId: data.variantId,
    locationId: data.locationId,
    kind: "counted",
    stockedChange: data.new - data.old,
    reservedChange: 0,
    stocked: data.new,
    reserved: data.reserved,
    reason: data.reason,
    owner: null,
  });
}

/** Records that stock was reserved, released or shipped. */
export function recordReservation(
  database: TenantDatabase,
  event: Envelope,
  data: {
    readonly variantId: string;
    readonly owner: string;
    readonly because: "reserved" | "released" | "taken" | "secured";
  },
  line: ReservedLine & { readonly stocked: number },
): void {
  const reserved = data.because === "reserved";
  write(database, event, {
    variantId: data.variantId,
    locationId: line.locationId,
    kind: data.because === "secured" ? "released" : data.because,
    stockedChange: 0,
    reservedChange: reserved ? line.quantity : -line.quantity,
    stocked: line.stocked,
    reserved: line.reservedAfter,
    reason: data.because,
    owner: data.owner,
  });
}

/** Records that reservations went to another location, for each of the two. */
export function recordMoved(
  database: TenantDatabase,
  event: Envelope,
  { from, parts }: z.infer<typeof reservationMoved.schema>,
  level: {
    readonly variantId: string;
    readonly locationId: string;
    readonly reservedAfter: number;
    readonly stocked: number;
  },
): void {
  const total = parts.reduce((sum, { quantity }) => sum + quantity, 0);
  const leaves = level.locationId === from.locationId;
  const [first, ...others] = parts;
  write(database, event, {
    variantId: level.variantId,
    locationId: level.locationId,
    kind: leaves ? "released" : "reserved",
    stockedChange: 0,
    reservedChange: leaves ? -total : total,
    stocked: level.stocked,
    reserved: level.reservedAfter,
    reason: "moved",
    owner: first === undefined || others.length > 0 ? null : first.owner,
  });
}

/** Lists a variant's movements before a position in its history, newest first. */
export function listMovements(
  database: TenantDatabase,
  listed: Listed,
  before: { readonly seq: number; readonly locationId: string } | null,
  limit: number,
): readonly Movement[] {
  const older =
    before === null
      ? undefined
      : sql`(${stockMovements.seq}, ${stockMovements.locationId}) < (${before.seq}, ${before.locationId})`;
  return database
    .select()
    .from(stockMovements)
    .where(and(isListed(listed), older))
    .orderBy(desc(stockMovements.seq), desc(stockMovements.locationId))
    .limit(limit)
    .all();
}

export function countMovements(database: TenantDatabase, listed: Listed): number {
  const counted = database.select({ total: count() }).from(stockMovements).where(isListed(listed));
  return counted.get()?.total ?? 0;
}

/** Whose movements are listed, and at which locations; null for all. */
interface Listed {
  readonly variantId: string;
  readonly locations: readonly string[] | null;
}

function isListed({ variantId, locations }: Listed) {
  const among = sql`${stockMovements.locationId} IN (SELECT value FROM json_each(${JSON.stringify(locations)}))`;
  return and(eq(stockMovements.variantId, variantId), locations === null ? undefined : among);
}

function write(
  database: TenantDatabase,
  { seq, occurredAt, actor }: Envelope,
  movement: Omit<Movement, "seq" | "at" | "actor">,
): void {
  insertion(database).run({ ...movement, seq, at: occurredAt, actor });
}

const insertion = prepared((database) =>
  database.insert(stockMovements).values(placeholdersOf(stockMovements)).prepare(),
);
