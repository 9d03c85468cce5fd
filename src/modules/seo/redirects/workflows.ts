import * as z from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import { guarded } from "../../../kernel/csv/formulas.ts";
import { csvOf } from "../../../kernel/csv/write-csv.ts";
import { endsBatch } from "../../../kernel/operation/ends-batch.ts";
import { textStream } from "../../../kernel/operation/operation.ts";
import { defineWorkflow, type WorkflowContext } from "../../../kernel/operation/workflow.ts";
import type { Page } from "../../../kernel/read/page.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { importRedirect } from "./commands.ts";
import { type RedirectRow, readRedirects, redirectColumns } from "./csv.ts";
import { type AdminRedirect, type RedirectInput, type RedirectReport, redirectReport } from "./schema.ts";
import { listRedirects } from "./view/queries.ts";

/** Redirects of a file that are sent to the object at once. Between, it serves other requests. */
const batch = 50;

/** Makes the redirects that a file has what it says. Others stay. */
export const importRedirects = defineWorkflow({
  name: "seo.importRedirects",
  access: importRedirect.access,
  input: z.object({
    file: z.custom<ReadableStream<Uint8Array>>((file) => file instanceof ReadableStream),
  }),
  output: redirectReport,
  once: true,
  budget: { d1: 0, objects: 101, reason: "A file is sent to the object in parts." },
  async run({ file }, context) {
    const rows = await readRedirects(await new Response(file).text());
    if (rows === null) return refused(noFile);
    const report = { created: 0, updated: 0, unchanged: 0, failed: 0 };
    const errors: RedirectReport["errors"][number][] = rows.flatMap((row) => row.errors);
    report.failed = rows.filter(({ input }) => input === null).length;
    const fitting = rows.filter(isFitting);
    for (let from = 0; from < fitting.length; from += batch) {
      const part = fitting.slice(from, from + batch);
      const results = await context.invokeAll(
        importRedirect,
        part.map(({ input }) => input),
      );
      for (const [index, result] of results.entries()) {
        if (result.ok) report[result.value] += 1;
        else if (endsBatch(result.refusal.code)) return result;
        else {
          const { code, detail, errors: [at] = [] } = result.refusal;
          report.failed += 1;
          errors.push({ line: part[index]?.line ?? 0, column: at?.pointer.slice(1) ?? "", code, detail });
        }
      }
    }
    return ok({ ...report, errors: errors.toSorted((a, b) => a.line - b.line) });
  },
});

const noFile = refusal("validation-failed", "The file is no CSV with the columns `from` and `to`.");

function isFitting(row: RedirectRow): row is RedirectRow & { readonly input: RedirectInput } {
  return row.input !== null;
}

const page = { limit: 100, count: false } as const;

/** Exports all redirects, as they can be imported. */
export const exportRedirects = defineWorkflow({
  name: "seo.exportRedirects",
  access: listRedirects.access,
  input: z.object({}),
  output: textStream,
  budget: { d1: 1, objects: 0 },
  async run(_, context) {
    // Read before the response starts: after that, the export can't be refused.
    const first = await context.invoke(listRedirects, { ...page, after: null });
    return first.ok ? ok(linesOf(context, first.value)) : first;
  },
});

async function* linesOf({ invoke }: WorkflowContext, first: Page<AdminRedirect>): AsyncGenerator<string> {
  yield csvOf([redirectColumns]);
  for (let current = first; ; ) {
    if (current.items.length > 0)
      yield csvOf(current.items.map(({ from, to, status }) => [guarded(from), guarded(to), String(status)]));
    if (current.next === null) return;
    const next = await invoke(listRedirects, { ...page, after: current.next });
    if (!next.ok) throw new Error(`export interrupted: ${next.refusal.detail}`);
    current = next.value;
  }
}
