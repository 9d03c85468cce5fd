import type { ExecuteResult } from "../../../durable-objects/write/transaction.ts";
import type { Request } from "../clients/requests.ts";
import { Broken } from "../violation.ts";
import type { Host } from "../world/object/host.ts";
import type { Effect } from "./log-watch.ts";

/** What was so before a request was carried out. */
export interface Before {
  /** The effect of the same request, sent earlier. */
  readonly own: Effect | undefined;
  /** Whether another request with the same key has had its effect. */
  readonly others: boolean;
  /** Of the aggregate that `If-Match` speaks of; null where there is none. */
  readonly version: number | null;
}

/** The version of an aggregate as the object has it; null where it does not exist, or no longer. */
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

/** What nobody but the one who asked can hear of leaves its answer and no other trace: a cart that was changed. */
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

/** Whether the key of a request stands for another one. */
export function isTaken({ sqlite }: Host, { execute }: Request, now: number): boolean {
  if (execute.idempotency === undefined) return false;
  const { scope, fingerprint } = execute.idempotency;
  const query = "SELECT 1 FROM idempotency WHERE scope = ?1 AND fingerprint <> ?2 AND expires_at > ?3";
  return sqlite.rows(query, scope, fingerprint, now).length > 0;
}

/** Judges an answer by what the log knew before it. */
export function judgeAnswer(request: Request, result: ExecuteResult, before: Before): void {
  const { ifMatch } = request.execute;
  if (before.own !== undefined) judgeRepeat(request, result, before.own);
  else if (result.ok) judgeFirst(ifMatch, result.replayed, before);
}

function judgeFirst(ifMatch: readonly string[] | undefined, replayed: boolean, before: Before): void {
  if (before.others)
    throw new Broken(
      "a repeated request gets the same answer",
      "a key that stood for another request was taken",
    );
  if (replayed) throw new Broken("a repeated request gets the same answer", "there was nothing to repeat");
  if (ifMatch !== undefined && before.version !== null && !ifMatch.includes(`"${before.version}"`))
    throw new Broken(
      "If-Match lets nobody overwrite what they have not seen",
      `${ifMatch.join()} was taken for ${before.version}`,
    );
}

function judgeRepeat(request: Request, result: ExecuteResult, own: Effect): void {
  if (!result.ok) {
    // A credential or a suspension is checked before anything is looked up.
    if (["unauthenticated", "forbidden", "tenant-suspended", "not-found"].includes(result.refusal.code))
      return;
    throw new Broken("a repeated request gets the same answer", `it was refused: ${result.refusal.code}`);
  }
  if (!result.replayed) throw new Broken("a request has its effect once", "it was carried out again");
  if (result.seq !== own.last)
    throw new Broken("a repeated request gets the same answer", `seq ${result.seq} instead of ${own.last}`);
  if (request.answer !== null && JSON.stringify(result.answer) !== request.answer.text)
    throw new Broken(
      "a repeated request gets the same answer",
      `${JSON.stringify(result.answer)} is not ${request.answer.text}`,
    );
}
