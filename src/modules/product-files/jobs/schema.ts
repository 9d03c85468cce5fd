import * as z from "zod";
import { anyOf } from "../../../kernel/access/permission.ts";
import { idText } from "../../../kernel/values/id.ts";
import { catalogueIds } from "../../catalogue/ids.ts";
import { importReport } from "../import/schema.ts";

export const importKind = z.enum(["products", "inventory"]);
export type ImportKind = z.infer<typeof importKind>;

/** What an import of a kind needs, and whoever reads or cancels it. */
export const accessByKind = { products: "products:import", inventory: "inventory:update" } as const;
export const accessOfAny = anyOf(accessByKind.products, accessByKind.inventory);

export const importState = z.enum(["queued", "running", "completed", "failed", "cancelled"]);

/** Why an import failed as a whole. */
export const importProblem = z.object({ code: z.string(), detail: z.string() });
export type ImportProblem = z.infer<typeof importProblem>;

/** An import that runs as a job, in the admin API. */
export const importJob = z.object({
  id: idText(catalogueIds.import),
  kind: importKind,
  state: importState,
  dryRun: z.boolean(),
  /** The size of the file. */
  bytes: z.int(),
  progress: z
    .object({ processed: z.int(), total: z.int() })
    .describe("How much of the file is done: products or, in an inventory file, groups of rows."),
  report: importReport.nullable().describe("Null until the import has ended."),
  problem: importProblem.nullable().describe("Why it failed as a whole. Null unless it is `failed`."),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  version: z.int(),
});
export type ImportJob = z.infer<typeof importJob>;

/** What an import answers: its report, or the job that it runs as. */
export const importAnswer = z.union([importReport, importJob]);
export type ImportAnswer = z.infer<typeof importAnswer>;

/** Counts of products by outcome. */
export type Counts = Readonly<Record<Outcome, number>>;
export type Outcome = "created" | "updated" | "unchanged" | "failed";

/** Something at a line and column of a file, with the column's name in the file. */
export const finding = z.object({ line: z.int(), field: z.string(), code: z.string(), detail: z.string() });

/** The columns of a file by the names used here. */
export const columnNames = z.record(z.string(), z.string());

/** The names of these shapes in the API. */
export const jobSchemas = { ImportJob: importJob, ImportProblem: importProblem };
