import type { z } from "zod";
import { type PointedError, refusal } from "../../../kernel/api/problem.ts";
import { equal } from "../../../kernel/values/patch.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { decideProfile, profilePatch } from "../../customers/index.ts";
import { userUpdated } from "../users/events.ts";
import { type User, userPatch } from "../users/schema.ts";
import { type Account, ownAccount, toAccountResponse } from "./account.ts";
import { accountResponse } from "./schema.ts";

/** What an account can change about itself: a member of the staff its name, a customer its profile. */
export const mePatch = userPatch.pick({ name: true }).extend(profilePatch.shape).strict();
type MePatch = z.infer<typeof mePatch>;

/** Changes the caller's own profile. */
export const changeMe = defineCommand({
  name: "identity.updateMe",
  access: "account",
  input: mePatch,
  output: accountResponse,
  guards: (_, database, { actor }) => {
    const account = ownAccount(database, actor);
    return account === undefined
      ? null
      : { type: account.kind === "staff" ? "user" : "customer", id: account.id };
  },
  load: (database, _, { actor }) => ownAccount(database, actor),
  decide(account, patch) {
    if (account === undefined) return refused(refusal("unauthenticated", "The account no longer exists."));
    const foreign = fieldsOfOthers(account, patch);
    if (foreign.length > 0)
      return refused(refusal("validation-failed", "The account has no such fields.", foreign));
    return ok({
      events: changesOf(account, patch),
      answer: (database) => toAccountResponse(database, ownAccount(database, actorFor(account)) ?? account),
    });
  },
});

function actorFor({ kind, id }: Account) {
  return { kind: kind === "staff" ? "user" : "customer", id } as const;
}

function changesOf(account: Account, { name, ...profile }: MePatch): readonly NewEvent[] {
  return account.kind === "customer" ? decideProfile(account.owner, profile) : renamed(account.owner, name);
}

/** Gives a member of the staff another name. No event if it is the same. */
export function renamed(user: User, name: string | null | undefined): readonly NewEvent[] {
  if (name === undefined || user.person === null) return [];
  const person = { ...user.person, name };
  return equal(person, user.person) ? [] : [userUpdated.of(user.id, { person })];
}

function fieldsOfOthers({ kind }: Account, patch: MePatch): readonly PointedError[] {
  const own: readonly string[] = kind === "staff" ? ["name"] : Object.keys(profilePatch.shape);
  return Object.keys(patch)
    .filter((field) => !own.includes(field))
    .map((field) => ({
      pointer: `/${field}`,
      code: "unknown-field",
      detail: "is not a field of this account",
    }));
}
