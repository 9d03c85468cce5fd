import { endsBatch } from "../../../kernel/operation/ends-batch.ts";
import type { WorkflowContext } from "../../../kernel/operation/workflow.ts";
import { ok, type Result } from "../../../kernel/values/result.ts";
import { importComment } from "../../comments/index.ts";
import type { PlannedComment } from "../plan/comments.ts";
import type { Remark } from "../plan/node.ts";
import type { Report } from "./report.ts";

/** Comments of one call of the tenant's object. */
const batch = 50;

/**
 * Sends comments to the tenant's object, several at a time, and reports what became of them. Who may not write comments has none of
 * them; any other refusal that is not about a comment ends the import.
 */
export async function sendComments(
  { invokeAll }: Pick<WorkflowContext, "invokeAll">,
  report: Report,
  comments: readonly PlannedComment[],
): Promise<Result<null>> {
  for (let from = 0; from < comments.length; from += batch) {
    const sent = comments.slice(from, from + batch);
    const results = await invokeAll(
      importComment,
      sent.map(({ comment }) => ({ comment })),
    );
    for (const [index, { place, remarks }] of sent.entries()) {
      const result = results[index];
      if (result === undefined) throw new Error("a comment has no result");
      if (!result.ok) {
        const { code } = result.refusal;
        if (endsBatch(code) && code !== "forbidden") return result;
        report.skip({ ...place, code, detail: result.refusal.detail });
        continue;
      }
      report.comment(result.value.outcome);
      // They are about how it arrived.
      const noticed = result.value.outcome === "created" ? result.value.remarks : [];
      for (const remark of [...remarks, ...noticed.map((code) => aboutThreads[code])])
        report.find({ ...place, ...remark });
    }
  }
  return ok(null);
}

const aboutThreads: Readonly<Record<"raised" | "parent-gone", Remark>> = {
  raised: {
    code: "comment-raised",
    detail: "It was nested deeper than comments are here, so it replies to one further up.",
  },
  "parent-gone": { code: "comment-parent", detail: "What it replied to is not here, so it begins a thread." },
};
