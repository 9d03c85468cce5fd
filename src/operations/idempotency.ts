import type { AnswerBudget } from "../../durable-objects/write/answer-budgets.ts";
import type { IdempotencyKey } from "../../durable-objects/write/idempotency.ts";
import { type Actor, isAnonymous } from "../kernel/access/actor.ts";
import { callerKey } from "../kernel/access/caller.ts";
import { type Refusal, refusal, refusalAt } from "../kernel/api/problem.ts";
import { scopeOf } from "../kernel/operation/key-scope.ts";
import type { Session } from "../kernel/operation/session.ts";
import type { AnyOperation } from "../kernel/operation/workflow.ts";
import { canonicalJson, digest, toBase64Url } from "../kernel/values/digest.ts";
import { ok, type Result, refused } from "../kernel/values/result.ts";
import type { KeyRing } from "../platform/signing.ts";
import type { TenantClient } from "../platform/tenant-client.ts";

const hour = 60 * 60 * 1000;
const retentionMs = { long: 24 * hour, short: hour / 4 } as const;

/** The fewest characters of a key that alone keeps a stranger from having a token repeated. A UUID has 36. */
export const minGuardingKeyLength = 32;

const pointer = "/header/Idempotency-Key";

/** Why an operation does not take a request under this key, or without one. Null if it does. */
export function keyProblem(
  { idempotencyKey, tokenGuard }: Pick<AnyOperation, "idempotencyKey" | "tokenGuard">,
  actor: Actor,
  key: string | null,
): Refusal | null {
  if (key === null) {
    return idempotencyKey === "required"
      ? refusalAt("idempotency-key-required", pointer, "Send an Idempotency-Key header.")
      : null;
  }
  if (tokenGuard !== "key" || !isAnonymous(actor) || key.length >= minGuardingKeyLength) return null;
  const detail = `Without a credential, at least ${minGuardingKeyLength} random characters, such as a UUID.`;
  return refusalAt("validation-failed", pointer, detail, "too-short");
}

/** What the caller asked for: the operation that a transport invoked, and its input. */
export interface Invocation {
  readonly operation: AnyOperation;
  readonly input: unknown;
}

/**
 * Under which key the object stores the answer of one step of a request, and what counts as the same request. The
 * scope is a MAC: without the signing secret, a copy of the database does not confirm a guessed key.
 */
export async function idempotencyOf(
  { actor, idempotency, address }: Pick<Session, "actor" | "idempotency" | "address">,
  { operation, input }: Invocation,
  tenantId: string,
  step: string,
  keyRing: Pick<KeyRing, "macs">,
): Promise<IdempotencyKey | undefined> {
  if (idempotency === null) return undefined;
  const { key, target = null, content = input } = idempotency;
  const macsOf = async (purpose: string, parts: readonly unknown[]) => {
    const [current, ...others] = await keyRing.macs(purpose, canonicalJson(parts));
    return [toBase64Url(current.mac), others.map(({ mac }) => toBase64Url(mac))] as const;
  };
  const [scope, otherScopes] = await macsOf(
    "idempotency",
    scopeOf({ actor, tenantId, operation: operation.name, target, step, key }),
  );
  const kind = budgetKind(operation, actor);
  const [caller] = kind === "shopper" ? await macsOf("caller", [tenantId, callerKey(actor, address)]) : [""];
  const [fingerprint, otherFingerprints] = operation.hasSecretInput
    ? await macsOf("fingerprint", [content])
    : [await digest(canonicalJson(content)), []];
  const short = isAnonymous(actor) && kind !== "required";
  return {
    scope,
    otherScopes,
    fingerprint,
    otherFingerprints,
    retentionMs: short ? retentionMs.short : retentionMs.long,
    budget: { kind, caller },
  };
}

/** Answers that must not be lost have a budget that nobody else can use up. */
function budgetKind({ idempotencyKey }: AnyOperation, actor: Actor): AnswerBudget["kind"] {
  if (idempotencyKey === "required") return "required";
  return actor.kind === "customer" ? "shopper" : "staff";
}

/**
 * Runs work that no one transaction holds, and stores its answer under the key. A second request meanwhile is
 * refused.
 */
export async function onceUnder<Answer>(
  object: Pick<TenantClient, "begin" | "finish">,
  key: IdempotencyKey,
  { effects, actor, sessionId }: Pick<Session, "effects" | "actor" | "sessionId">,
  operation: string,
  work: () => Promise<Result<Answer>>,
): Promise<Result<Answer>> {
  const begun = await object.begin(key, { operation, actor, sessionId });
  switch (begun.found) {
    case "running":
      return refused(refusal("idempotency-in-progress", "The first request with this key is still running."));
    case "refusal":
      return refused(begun.refusal);
    case "no-room":
      return refused(refusal("overloaded", "Too many answers are stored at present. Try again later."));
    case "other-request":
      return refused(refusalAt("idempotency-key-reused", pointer, "The key was used for another request."));
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
