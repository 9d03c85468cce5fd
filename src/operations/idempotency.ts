import type { IdempotencyKey } from "../../durable-objects/write/idempotency.ts";
import { isAnonymous } from "../kernel/access/actor.ts";
import { refusal, refusalAt } from "../kernel/api/problem.ts";
import type { Effects, Session } from "../kernel/operation/session.ts";
import type { AnyOperation } from "../kernel/operation/workflow.ts";
import { digest } from "../kernel/values/digest.ts";
import { ok, type Result, refused } from "../kernel/values/result.ts";
import type { TenantClient } from "../platform/tenant-client.ts";

const hour = 60 * 60 * 1000;
const retentionMs = { long: 24 * hour, short: hour / 4 } as const;

/** What the caller asked for: the operation that a transport invoked, and its input. */
export interface Invocation {
  readonly operation: AnyOperation;
  readonly input: unknown;
}

/**
 * Under which key the object stores the answer of one step of a request, and what counts as the same request.
 * Answers to anonymous callers are stored for long only where money is at stake: by operations that require a key.
 */
export async function idempotencyOf(
  { actor, idempotency }: Pick<Session, "actor" | "idempotency">,
  { operation, input }: Invocation,
  tenantId: string,
  step: string,
): Promise<IdempotencyKey | undefined> {
  if (idempotency === null) return undefined;
  const { key, name = [operation.name], content = input } = idempotency;
  const anonymous = isAnonymous(actor);
  const short = anonymous && operation.idempotencyKey !== "required";
  const who = anonymous ? "anonymous" : `${actor.kind}:${actor.id}`;
  return {
    scope: await digest(JSON.stringify([who, tenantId, ...name, step, key])),
    fingerprint: await digest(canonicalJson(content)),
    retentionMs: short ? retentionMs.short : retentionMs.long,
  };
}

/**
 * Runs work that no one transaction holds, and stores its answer under the key. A second request meanwhile is
 * refused.
 */
export async function onceUnder<Answer>(
  object: Pick<TenantClient, "begin" | "finish">,
  key: IdempotencyKey,
  effects: Effects,
  work: () => Promise<Result<Answer>>,
): Promise<Result<Answer>> {
  const begun = await object.begin(key);
  switch (begun.found) {
    case "running":
      return refused(refusal("idempotency-in-progress", "The first request with this key is still running."));
    case "other-request":
      return refused(keyReused);
    case "answer":
      Object.assign(effects, { executed: 1, replayed: 1 });
      // The stored answer came from the same work.
      return ok(begun.stored.answer as Answer);
    case "nothing": {
      const result = await work().catch(async (error: unknown) => {
        await object.finish(key, null);
        throw error;
      });
      await object.finish(key, result.ok ? { answer: result.value, seq: effects.token?.seq ?? null } : null);
      return result;
    }
  }
}

const keyReused = refusalAt(
  "idempotency-key-reused",
  "/header/Idempotency-Key",
  "The key was used for another request.",
);

/** JSON with sorted fields, so that equal values give the same text. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
