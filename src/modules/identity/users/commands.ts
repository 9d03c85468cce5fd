import * as z from "zod";
import { passwordHash } from "../../../kernel/access/password.ts";
import { type Refusal, refusal, refusalAt } from "../../../kernel/api/problem.ts";
import { nothing } from "../../../kernel/operation/operation.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { type Context, defineCommand } from "../../../kernel/write/command.ts";
import { identityIds } from "../ids.ts";
import { writePassword } from "../passwords/store.ts";
import { endSessions } from "../sessions/aggregate.ts";
import { issueToken, removeTokens } from "../single-use/store.ts";
import { tidyLater } from "../tidying.ts";
import { userDeleted, userInvited, userRegistered } from "./events.ts";
import {
  administratorRoles,
  decideUserAction,
  decideUserPatch,
  lockOutProblem,
  rankProblem,
  roleProblem,
  type UserAction,
} from "./rules.ts";
import { type User, userFields, userPatch, userResponse } from "./schema.ts";
import { countOthersWith, findUser, readUser, toUserResponse } from "./store.ts";

const byId = z.object({ id: opaqueId });
export const noSuchUser = refusal("not-found", "There is no such user.");
const taken = refusalAt("duplicate-email", "/email", "Another user has this e-mail address.");

/** Adds a member of the staff with a password. */
export const createUser = defineCommand({
  name: "identity.createUser",
  access: "users:create",
  internal: true,
  input: userFields.extend({ password: passwordHash }),
  output: userResponse,
  load: (database, { email }) => findUser(database, email),
  decide(existing, { email, name = null, role, password }, context) {
    const problem = roleProblem(role, context) ?? (existing === undefined ? null : taken);
    if (problem !== null) return refused(problem);
    const id = context.newId(identityIds.user);
    const passwordChangedAt = new Date(context.now).toISOString();
    const fields = { person: { email, name }, role, emailVerifiedAt: null, passwordChangedAt };
    return ok({
      events: [userRegistered.of(id, { ...fields, status: "active" })],
      writeState: (database) => writePassword(database, id, password),
      answer: (database) => writtenUser(database, id),
    });
  },
});

/** Invites somebody to the staff. Inviting again sends another mail, and the former link works no longer. */
export const inviteUser = defineCommand({
  name: "identity.inviteUser",
  access: "users:create",
  input: userFields,
  output: userResponse,
  load: (database, { email }) => findUser(database, email),
  decide(existing, { email, name = null, role }, context) {
    const problem = roleProblem(role, context) ?? againProblem(existing, context);
    if (problem !== null) return refused(problem);
    const id = existing?.id ?? context.newId(identityIds.user);
    const issued = issueToken(
      context.newId(identityIds.singleUseToken),
      "invitation",
      { accountId: id, email },
      context.now,
    );
    const fields = { person: { email, name }, role, emailVerifiedAt: null, passwordChangedAt: null };
    return ok({
      events: [userRegistered.of(id, { ...fields, status: "invited" }), userInvited.of(id, issued.mailed)],
      schedule: tidyLater(context.now),
      writeState: issued.write,
      answer: (database) => writtenUser(database, id),
    });
  },
});

/** Why somebody can't be invited again. An invitation with more rights is not the caller's to replace. */
function againProblem(existing: User | undefined, context: Context): Refusal | null {
  if (existing === undefined) return null;
  return existing.status === "invited" ? rankProblem(existing, context) : taken;
}

/** Changes a user's name and role. */
export const updateUser = defineCommand({
  name: "identity.updateUser",
  access: "users:update",
  input: byId.extend({ patch: userPatch }),
  output: userResponse,
  guards: guarded,
  load: loadUser,
  decide({ user, others }, { patch }, context) {
    if (user === undefined) return refused(noSuchUser);
    const problem = rankProblem(user, context);
    if (problem !== null) return refused(problem);
    const events = decideUserPatch(user, patch, others, context);
    if (!events.ok) return events;
    return ok({ events: events.value, answer: (database) => writtenUser(database, user.id) });
  },
});

export const deactivateUser = defineUserAction("identity.deactivateUser", "deactivate");
export const reactivateUser = defineUserAction("identity.reactivateUser", "reactivate");
export const banUser = defineUserAction("identity.banUser", "ban");

/** A command that changes the status of a user. All sessions end. */
function defineUserAction(name: string, action: UserAction) {
  return defineCommand({
    name,
    access: "users:update",
    input: byId,
    output: userResponse,
    guards: guarded,
    load: loadUser,
    decide({ user, others, sessions }, _, context) {
      if (user === undefined) return refused(noSuchUser);
      const problem = rankProblem(user, context);
      if (problem !== null) return refused(problem);
      const events = decideUserAction(user, action, others, context);
      if (!events.ok) return events;
      return ok({
        events: [...events.value, ...sessions],
        writeState: (database) => removeTokens(database, user.id, "password-reset"),
        answer: (database) => writtenUser(database, user.id),
      });
    },
  });
}

/** Removes a user, with its password and its sessions. What it did stays in the audit log. */
export const deleteUser = defineCommand({
  name: "identity.deleteUser",
  access: "users:delete",
  input: byId,
  output: nothing,
  guards: guarded,
  load: loadUser,
  decide({ user, others, sessions }, _, context) {
    if (user === undefined) return refused(noSuchUser);
    const problem = rankProblem(user, context) ?? lockOutProblem(user, others, context);
    if (problem !== null) return refused(problem);
    return ok({
      events: [userDeleted.of(user.id, {}), ...sessions],
      answer: () => null,
    });
  },
});

function loadUser(database: TenantDatabase, { id }: z.infer<typeof byId>, { roles, now }: Context) {
  const user = readUser(database, canonicalId(identityIds.user, id));
  if (user === undefined) return { user, others: 0, sessions: [] };
  return {
    user,
    others: countOthersWith(database, administratorRoles(roles), user.id),
    sessions: endSessions(database, user.id, "account", { now }),
  };
}

function guarded({ id }: z.infer<typeof byId>) {
  return { type: "user", id: canonicalId(identityIds.user, id) };
}

function writtenUser(database: TenantDatabase, id: string) {
  const user = readUser(database, id);
  if (user === undefined) throw new Error(`the user ${id} was just written but cannot be read`);
  return toUserResponse(database, user);
}
