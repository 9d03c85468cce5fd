import { z } from "zod";

/** The outcome of one product. */
export const importOutcome = z.enum(["created", "updated", "unchanged"]);
export type ImportOutcome = z.infer<typeof importOutcome>;

/** A line and column that failed its product. */
const importError = z.object({
  line: z.int(),
  field: z.string(),
  code: z.string(),
  detail: z.string(),
});

/** Counts of products by outcome, and the errors of those that failed. */
export const importReport = z.object({
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  failed: z.int(),
  errors: z.array(importError),
});
export type ImportReport = z.infer<typeof importReport>;
