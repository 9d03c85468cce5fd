import { isAnonymous } from "../kernel/access/actor.ts";
import { admits } from "../kernel/access/permission.ts";
import { type Refusal, refusal } from "../kernel/api/problem.ts";
import type { Operation } from "../kernel/operation/operation.ts";
import type { Session } from "../kernel/operation/session.ts";

type Asked = Pick<Operation, "access" | "opensByToken">;

/** Why a session may not call an operation. Null where it may. */
export function denialOf(
  operation: Asked,
  session: Pick<Session, "actor" | "grants" | "bearsToken">,
): Refusal | null {
  return (
    missingCredential(operation, session) ??
    (admits(session.actor, session.grants, operation.access)
      ? null
      : refusal("forbidden", `This requires the permission ${operation.access}.`))
  );
}

/** Refuses an anonymous caller if the operation is not public. */
export function missingCredential(
  { access, opensByToken }: Asked,
  { actor, bearsToken }: Pick<Session, "actor" | "bearsToken">,
): Refusal | null {
  const isKnown = !isAnonymous(actor) || (opensByToken && bearsToken);
  return access === "public" || isKnown ? null : refusal("unauthenticated", "A credential is required.");
}
