import type { Refusal } from "../../../kernel/api/problem.ts";
import { endsBatch } from "../../../kernel/operation/ends-batch.ts";
import type { WorkflowContext } from "../../../kernel/operation/workflow.ts";
import { ok, type Result } from "../../../kernel/values/result.ts";
import { importPage, importPost } from "../../content/index.ts";
import type { PlannedComments } from "../plan/comments.ts";
import type { PlannedNode } from "../plan/node.ts";
import type { WxrItem } from "../read/wxr.ts";
import { sendComments } from "./comments.ts";
import { placeOf, type Report } from "./report.ts";

interface Planned extends PlannedNode {
  readonly item: Pick<WxrItem, "line" | "title" | "guid" | "id">;
  readonly comments: PlannedComments;
}

/** Nodes and characters of one call of the tenant's object, which serves other requests between calls. */
const most = { nodes: 25, characters: 512 * 1024 };

/** Sends posts and pages to the tenant's object, several at a time, and reports what became of them. */
export function openBatches({ invokeAll }: Pick<WorkflowContext, "invokeAll">, report: Report) {
  let waiting: Planned[] = [];
  let characters = 0;
  const send = async (): Promise<Result<null>> => {
    const sent = waiting;
    waiting = [];
    characters = 0;
    for (const kind of ["post", "page"] as const) {
      const ofKind = sent.filter((one) => one.kind === kind);
      if (ofKind.length === 0) continue;
      const command = kind === "post" ? importPost : importPage;
      const results = await invokeAll(
        command,
        ofKind.map(({ node }) => ({ node })),
      );
      const ended = results.find((result) => !result.ok && endsBatch(result.refusal.code));
      if (ended !== undefined && !ended.ok) return ended;
      for (const [index, one] of ofKind.entries()) tell(report, one, results[index]);
      const arrived = ofKind.filter((_, index) => results[index]?.ok === true);
      const commented = await sendComments(
        { invokeAll },
        report,
        arrived.flatMap(({ comments }) => comments.planned),
      );
      if (!commented.ok) return commented;
    }
    return ok(null);
  };
  return {
    async add(planned: Planned): Promise<Result<null>> {
      const texts = planned.comments.planned.map(({ comment }) => comment.body.length);
      const length = texts.reduce((sum, one) => sum + one, planned.node.body?.length ?? 0);
      const isFull = waiting.length >= most.nodes || characters + length > most.characters;
      const sent = isFull && waiting.length > 0 ? await send() : ok(null);
      waiting.push(planned);
      characters += length;
      return sent;
    },
    send,
  };
}

function tell(
  report: Report,
  { item, remarks, comments }: Planned,
  result: Result<{ outcome: "created" | "updated" | "unchanged" }> | undefined,
) {
  if (result === undefined) throw new Error("an item has no result");
  if (!result.ok) {
    report.fail({ ...placeOf(item), code: result.refusal.code, detail: detailOf(result.refusal) });
    for (const { place } of comments.planned) report.skip({ ...place, ...withoutItem });
    return;
  }
  report.outcome(result.value.outcome);
  for (const remark of remarks) report.find({ ...placeOf(item), ...remark });
}

/** Why a comment is skipped whose post is not there. */
export const withoutItem = { code: "comment-without-post", detail: "What it is about is not imported." };

function detailOf({ detail, errors = [] }: Refusal): string {
  const [first] = errors;
  return first === undefined ? detail : `${first.pointer}: ${first.detail}`;
}
