import { isAnonymous } from "../kernel/access/actor.ts";
import { extentOf } from "../kernel/access/permission.ts";
import { type Refusal, refusal } from "../kernel/api/problem.ts";
import { denialIn } from "../kernel/operation/denial.ts";
import type { Operation } from "../kernel/operation/operation.ts";
import type { Session } from "../kernel/operation/session.ts";

type Asked = Pick<Operation, "access" | "isLimited" | "opensByToken">;

/** Why a session may not call an operation. Null where it may. */
export function denialOf(
  operation: Asked,
  session: Pick<Session, "actor" | "grants" | "bearsToken">,
): Refusal | null {
  return (
    missingCredential(operation, session) ??
    denialIn(operation, extentOf(session.actor, session.grants, operation.access))
  );
}

/** Refuses an anonymous caller if the operation is not public. */
export function missingCredential(
  { access, opensByToken }: Pick<Operation, "access" | "opensByToken">,
  { actor, bearsToken }: Pick<Session, "actor" | "bearsToken">,
): Refusal | null {
  const isKnown = !isAnonymous(actor) || (opensByToken && bearsToken);
  return access === "public" || isKnown ? null : refusal("unauthenticated", "A credential is required.");
}
