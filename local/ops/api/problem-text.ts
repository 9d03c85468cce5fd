import { z } from "zod";
import { cleanText } from "../../terminal/clean.ts";

/** A problem document, as the platform answers refusals. */
export const problemDocument = z.looseObject({
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  code: z.string(),
  traceId: z.string().optional(),
  errors: z.array(z.looseObject({ pointer: z.string(), code: z.string(), detail: z.string() })).optional(),
});
export type ProblemDocument = z.infer<typeof problemDocument>;

/** A problem as sentences: what was refused and why, the fields that are to blame, and where to look further. */
export function problemText(problem: ProblemDocument): string {
  const { title, status, detail = "", code, traceId, errors = [] } = problem;
  return cleanText(
    [
      `${title} (${status} ${code})${detail === "" ? "." : `: ${detail}`}`,
      // One field that is to blame usually has the same detail.
      ...errors.map((error) => `  at ${error.pointer}${error.detail === detail ? "" : `: ${error.detail}`}`),
      ...(traceId === undefined ? [] : [`  trace ${traceId}`]),
    ].join("\n"),
  );
}
