import { z } from "zod";

/** What became of one product. */
export const importOutcome = z.enum(["created", "updated", "unchanged"]);
export type ImportOutcome = z.infer<typeof importOutcome>;

/** A place in the file that kept its product out. */
const importError = z.object({
  line: z.int(),
  field: z.string(),
  code: z.string(),
  detail: z.string(),
});

/** Counts of products, and every place that kept one out. */
export const importReport = z.object({
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  failed: z.int(),
  errors: z.array(importError),
});
export type ImportReport = z.infer<typeof importReport>;
