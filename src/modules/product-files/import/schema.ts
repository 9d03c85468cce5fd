import * as z from "zod";

/** The outcome of one product. */
export const importOutcome = z.enum(["created", "updated", "unchanged"]);
export type ImportOutcome = z.infer<typeof importOutcome>;

/** What happens to a SKU that another variant has: `refuse` keeps its product out, `clear` leaves the SKU out. */
export const duplicateSkus = z.enum(["refuse", "clear"]);
export type DuplicateSkus = z.infer<typeof duplicateSkus>;

/** What an import of one product did, or would do. */
export const importedProduct = z.object({
  outcome: importOutcome,
  /** The indexes of the variants whose SKU was left out. */
  clearedSkus: z.array(z.int()),
});
export type ImportedProduct = z.infer<typeof importedProduct>;

/** A line and column of the file, and what is wrong there. */
const finding = z.object({
  line: z.int(),
  field: z.string(),
  code: z.string(),
  detail: z.string(),
});

/** Counts of products by outcome. */
export const importReport = z.object({
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  failed: z.int(),
  /** Why products failed. */
  errors: z.array(finding),
  /** Cells that could not be used. Their products were imported without them. */
  warnings: z.array(finding),
  /** The columns that are not imported, each once. */
  ignoredColumns: z.array(z.string()),
});
export type ImportReport = z.infer<typeof importReport>;

/** The names of these shapes in the API. */
export const importSchemas = {
  ImportReport: importReport,
  ImportFinding: finding,
};
