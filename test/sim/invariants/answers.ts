import type { ExecuteResult } from "../../../durable-objects/write/transaction.ts";
import type { Request } from "../clients/requests.ts";
import { Broken } from "../violation.ts";
import type { Host } from "../world/object/host.ts";
import type { Effect } from "./log-watch.ts";

/** The state before a request is executed. */
export interface Before {
  /** The effect of an earlier attempt of the same request. */
  readonly own: Effect | undefined;
  /** Whether another request with the same key has already had an effect. */
  readonly others: boolean;
  /** Whether another request has the same key, caller, command and target. */
  readonly shared: boolean;
  /** The version of the aggregate that `If-Match` guards, or null if it doesn't exist. */
  readonly version: number | null;
}

/** The aggregate's version in the object, or null if it doesn't exist or was deleted. */
export function versionIn(
  host: Host,
  guarded: { readonly type: string; readonly id: string } | undefined,
): number | null {
  if (guarded === undefined) return null;
  const [row] = host.sqlite.rows(
    "SELECT version FROM aggregates WHERE type = ?1 AND id = ?2 AND deleted = 0",
    guarded.type,
    guarded.id,
  );
  return row === undefined ? null : Number(row.version);
}

/** Finds a stored answer. A change without events, such as one to a cart, leaves no other trace. */
export function storedAnswer({ sqlite }: Host, { execute }: Request): Effect | undefined {
  if (execute.idempotency === undefined) return undefined;
  const { scope, fingerprint } = execute.idempotency;
  const stored = sqlite.rows(
    "SELECT 1 FROM idempotency WHERE scope = ?1 AND fingerprint = ?2",
    scope,
    fingerprint,
  );
  return stored.length === 0 ? undefined : { last: null };
}

/** Whether the request's key belongs to another request. */
export function isTaken({ sqlite }: Host, { execute }: Request, now: number): boolean {
  if (execute.idempotency === undefined) return false;
  const { scope, fingerprint } = execute.idempotency;
  const query = "SELECT 1 FROM idempotency WHERE scope = ?1 AND fingerprint <> ?2 AND expires_at > ?3";
  return sqlite.rows(query, scope, fingerprint, now).length > 0;
}

/** Checks an answer against the state of the log before it. */
export function judgeAnswer(request: Request, result: ExecuteResult, before: Before): void {
  const { ifMatch } = request.execute;
  if (!result.ok && result.refusal.code === "idempotency-key-reused" && !before.shared)
    throw new Broken("a key belongs to one caller and one target", `${request.identity} was refused`);
  if (before.own !== undefined) judgeRepeat(request, result, before.own);
  else if (result.ok) judgeFirst(ifMatch, result.replayed, before);
}

function judgeFirst(ifMatch: readonly string[] | undefined, replayed: boolean, before: Before): void {
  if (before.others)
    throw new Broken("a repeated request gets the same answer", "a key of another request was accepted");
  if (replayed) throw new Broken("a repeated request gets the same answer", "there was nothing to repeat");
  if (ifMatch !== undefined && before.version !== null && !ifMatch.includes(`"${before.version}"`))
    throw new Broken(
      "If-Match prevents lost updates",
      `${ifMatch.join()} was accepted for ${before.version}`,
    );
}

function judgeRepeat(request: Request, result: ExecuteResult, own: Effect): void {
  if (!result.ok) {
    // Credentials and suspension are checked before stored answers are looked up.
    if (["unauthenticated", "forbidden", "tenant-suspended", "not-found"].includes(result.refusal.code))
      return;
    throw new Broken("a repeated request gets the same answer", `it was refused: ${result.refusal.code}`);
  }
  if (!result.replayed) throw new Broken("a request has its effect once", "it was executed again");
  if (result.seq !== own.last)
    throw new Broken("a repeated request gets the same answer", `seq ${result.seq} instead of ${own.last}`);
  if (request.answer !== null && JSON.stringify(result.answer) !== request.answer.text)
    throw new Broken(
      "a repeated request gets the same answer",
      `${JSON.stringify(result.answer)} is not ${request.answer.text}`,
    );
}
