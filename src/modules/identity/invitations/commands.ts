import * as z from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import { nothing } from "../../../kernel/operation/operation.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { identityIds } from "../ids.ts";
import { userDeleted } from "../users/events.ts";
import { rankProblem } from "../users/rules.ts";
import { readUser } from "../users/store.ts";

/** Withdraws an invitation: the link works no longer, and the invited user is removed. */
export const revokeInvitation = defineCommand({
  name: "identity.revokeInvitation",
  access: "users:delete",
  input: z.object({ id: opaqueId }),
  output: nothing,
  guards: ({ id }) => ({ type: "user", id: canonicalId(identityIds.user, id) }),
  load: (database, { id }) => readUser(database, canonicalId(identityIds.user, id)),
  decide(user, _, context) {
    if (user?.status !== "invited") return refused(refusal("not-found", "There is no such invitation."));
    const problem = rankProblem(user, context);
    if (problem !== null) return refused(problem);
    return ok({ events: [userDeleted.of(user.id, {})], answer: () => null });
  },
});
