import * as z from "zod";
import type { Statement, TenantDatabase } from "../storage/storage.ts";

/**
 * One epoch of a tenant's object. A restore to an earlier time begins a new one. Every call to the object
 * carries it.
 */
export interface Epoch {
  /** Greater than every earlier epoch: the time of the restore in milliseconds since 1970. */
  readonly epoch: number;
  /**
   * The highest number of each series issued in earlier epochs, by the series' name. New numbers must be
   * greater.
   */
  readonly floors: Readonly<Record<string, number>>;
}

/** An epoch as stored in the tenant's record. The record may have other fields. */
export const epochSchema: z.ZodType<Epoch> = z.object({
  epoch: z.int(),
  floors: z.record(z.string(), z.int()),
});

/** A series of numbers that continues after a restore, above every number issued before it. */
export interface NumberSeries {
  /** `module.thing`. */
  readonly name: string;
  /** A query with one row, `highest`: the highest number the read model has seen for a tenant, or null. */
  readonly highest: (tenantId: string) => Statement;
}

/** The number that a series must stay above, or 0 if the object was never restored. */
export function sequenceFloorOf(database: TenantDatabase, name: string): number {
  return database.object.sequenceFloorOf(name);
}
