import type { IdempotencyKey } from "../../durable-objects/write/idempotency.ts";
import { isAnonymous } from "../kernel/access/actor.ts";
import { refusal, refusalAt } from "../kernel/api/problem.ts";
import { ok, type Result, refused } from "../kernel/values/result.ts";
import { digest } from "../platform/signing.ts";
import type { TenantClient } from "../platform/tenant-client.ts";
import type { Effects } from "./effects.ts";
import type { ServiceContext } from "./services.ts";

const hour = 60 * 60 * 1000;
const retentionMs = { long: 24 * hour, short: hour / 4 } as const;

/**
 * Under which key the object keeps the answer of one step of a request, and what counts as the same request.
 * Answers to callers whom nobody knows are kept for long only where money is at stake: those are the routes that ask for
 * a key.
 */
export async function idempotencyOf(
  { scope, caller, route, input }: Pick<ServiceContext, "scope" | "caller" | "route" | "input">,
  key: string | undefined,
  tenantId: string,
  step: string,
): Promise<IdempotencyKey | undefined> {
  if (key === undefined) return undefined;
  const anonymous = isAnonymous(caller.actor);
  const short = anonymous && route.idempotencyKey !== "required";
  const who = anonymous ? "anonymous" : `${caller.actor.kind}:${caller.actor.id}`;
  const parts = [who, tenantId, scope.request.method, scope.url.pathname, step, key];
  return {
    scope: await digest(JSON.stringify(parts)),
    fingerprint: await digest(canonicalJson({ body: input.sameness, query: input.query })),
    retentionMs: short ? retentionMs.short : retentionMs.long,
  };
}

/** Runs work that no one transaction holds, and keeps its answer under the key; a second request meanwhile is refused. */
export async function onceUnder<Answer>(
  object: TenantClient,
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
      // What was kept is what this very work answered.
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

/** JSON that is the same text for equal values: the order in which fields were sent means nothing. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
