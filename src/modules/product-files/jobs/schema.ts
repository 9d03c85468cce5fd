import { z } from "zod";
import { idText } from "../../../kernel/values/id.ts";
import { catalogueIds } from "../../catalogue/ids.ts";
import { importReport } from "../import/schema.ts";

export const importKind = z.enum(["products", "inventory"]);
export type ImportKind = z.infer<typeof importKind>;

export const importStatus = z.enum(["queued", "running", "completed", "failed", "cancelled"]);
export type ImportStatus = z.infer<typeof importStatus>;

/** An import that runs as a job, in the admin API. */
export const importJob = z.object({
  id: idText(catalogueIds.import),
  kind: importKind,
  status: importStatus,
  dryRun: z.boolean(),
  /** The size of the file. */
  bytes: z.int(),
  progress: z
    .object({ processed: z.int(), total: z.int() })
    .describe("How much of the file has been imported, in products."),
  report: importReport.nullable().describe("Null until the import has ended."),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  version: z.int(),
});
export type ImportJob = z.infer<typeof importJob>;

/** What an import answers: its report, or the job that it runs as. */
export const importAnswer = z.union([importReport, importJob]);
export type ImportAnswer = z.infer<typeof importAnswer>;

/** Something at a line and column of a file, with the column's name in the file. */
export const finding = z.object({ line: z.int(), field: z.string(), code: z.string(), detail: z.string() });

/** The columns of a file by the names used here. */
export const columnNames = z.record(z.string(), z.string());
