import * as z from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import { nothing } from "../../../kernel/operation/operation.ts";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { submissionDeleted } from "./events.ts";
import { adminSubmission } from "./schema.ts";
import { readAdminSubmission, readSubmission, submissionAggregate } from "./store.ts";

const byId = z.object({ id: opaqueId });
const noSuch = refusal("not-found", "There is nothing such that was sent with a form.");

export const readOneSubmission = defineObjectQuery({
  name: "forms.readSubmission",
  access: "pages:read",
  input: byId,
  output: adminSubmission,
  run(database, { id }) {
    const submission = readAdminSubmission(database, id);
    return submission === undefined ? refused(noSuch) : ok(submission);
  },
});

export const deleteSubmission = defineCommand({
  name: "forms.deleteSubmission",
  access: "pages:delete",
  input: byId,
  output: nothing,
  guards: ({ id }) => ({ type: submissionAggregate.type, id }),
  load: (database, { id }) => readSubmission(database, id),
  decide(submission) {
    if (submission === undefined) return refused(noSuch);
    return ok({ events: [submissionDeleted.of(submission.id, {})], answer: () => null });
  },
});
