import * as z from "zod";

/** The version of the export's form. States have versions of their own. */
export const exportFormat = 1;

const count = z.int().min(0);
const counts = z.record(z.string(), count);
const instant = z.iso.datetime();

/** The first line. */
export const headerLine = z.object({
  type: z.literal("header"),
  format: z.literal(exportFormat),
  /** The tenant that was exported. */
  tenantId: z.string().min(1).max(64),
  epoch: z.int(),
  /** The head of the log when the export began. */
  seq: count,
});
export type HeaderLine = z.infer<typeof headerLine>;

/** An aggregate as it is. */
const aggregateLine = z.object({
  type: z.string(),
  id: z.string().min(1).max(64),
  version: count,
  stateVersion: z.int().positive(),
  state: z.unknown(),
  extra: z.unknown(),
});
export type AggregateLine = z.infer<typeof aggregateLine>;

/** An aggregate that an earlier line may have, and that has changed since. A later line says how it is now, unless it is gone. */
const removedLine = z.object({
  type: z.string(),
  id: z.string().min(1).max(64),
  version: count,
  removed: z.literal(true),
});

/** From here an export can be continued. */
const checkpointLine = z.object({ type: z.literal("checkpoint"), cursor: z.string() });

/** The last line. */
const trailerLine = z.object({
  type: z.literal("trailer"),
  /** The position in the log that the export is as of. */
  seq: count,
  /** Lines before this one. */
  lines: count,
  /** Aggregates by type. One that changed meanwhile counts each time. */
  counts,
  /** Of all lines before this one. */
  digest: z.string(),
});

/** A line of an export. */
export const exportLine = z.union([headerLine, checkpointLine, trailerLine, removedLine, aggregateLine]);
export type ExportLine = z.infer<typeof exportLine>;

/** Where an export goes on. */
export const exportPosition = z.strictObject({
  stage: z.enum(["walk", "changes"]),
  epoch: z.int(),
  /** Changes after this position of the log are read in the end. */
  since: count,
  after: z.object({ type: z.string().max(64), id: z.string().max(64) }).nullable(),
  lines: count,
  digest: z.string().max(64),
  counts,
});
export type ExportPosition = z.infer<typeof exportPosition>;

/** How far an import is. */
export const importProgress = z.object({
  status: z.enum(["running", "done"]).describe("`done` when the last line of the export was imported."),
  source: z
    .object({ tenantId: z.string(), seq: count })
    .describe("Which tenant was exported, and the last event in its log when the export began."),
  lines: count.describe("The lines that were imported. Go on with the next one."),
  counts: counts.describe("The imported resources by type."),
  begunAt: instant,
  finishedAt: instant.nullable(),
});
export type ImportProgress = z.infer<typeof importProgress>;

/** The names of these shapes in the API. */
export const transferSchemas = { TenantImport: importProgress };
