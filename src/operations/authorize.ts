import { isAnonymous } from "../kernel/access/actor.ts";
import { admits } from "../kernel/access/permission.ts";
import { type Refusal, refusal } from "../kernel/api/problem.ts";
import type { Operation } from "../kernel/operation/operation.ts";
import type { Session } from "../kernel/operation/session.ts";

/** Why a session may not call an operation: nobody is known, or it lacks the permission. Null where it may. */
export function denialOf(
  { access }: Pick<Operation, "access">,
  { actor, grants, bearsToken }: Pick<Session, "actor" | "grants" | "bearsToken">,
): Refusal | null {
  if (access !== "public" && isAnonymous(actor) && !(access === "customer" && bearsToken))
    return refusal("unauthenticated", "This needs a credential.");
  return admits(actor, grants, access) ? null : refusal("forbidden", `This needs the permission ${access}.`);
}
