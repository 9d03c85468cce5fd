import { z } from "zod";
import type { Statement, TenantDatabase } from "../storage/storage.ts";

/** One life of a tenant's object: a restore to an earlier time begins another. Every call to the object carries it. */
export interface Epoch {
  /** Greater than that of any life before; the time of the restore in milliseconds since 1970. */
  readonly epoch: number;
  /** Numbers that were given out in lives before, by name: what is given out next is greater. */
  readonly floors: Readonly<Record<string, number>>;
}

/** A life as the tenant's record has it, with more beside it. */
export const epochSchema: z.ZodType<Epoch> = z.object({
  epoch: z.int(),
  floors: z.record(z.string(), z.int()),
});

/** A series of numbers that goes on after a restore above what was given out before it. */
export interface NumberSeries {
  /** `module.thing`. */
  readonly name: string;
  /** One row with `highest`: the greatest that the read model has seen of a tenant, or null. */
  readonly highest: (tenantId: string) => Statement;
}

/** The number that a series must stay above: 0 where the object was never restored. */
export function sequenceFloorOf(database: TenantDatabase, name: string): number {
  return database.object.sequenceFloorOf(name);
}
