import { covers } from "../../kernel/access/permission.ts";
import { refusal, refusalAt } from "../../kernel/api/problem.ts";
import { ok, type Result, refused } from "../../kernel/values/result.ts";
import type { Context } from "../../kernel/write/command.ts";
import type { NewEvent } from "../../kernel/write/event.ts";
import { apiKeyCreated, apiKeyRevoked } from "./events.ts";
import type { KeyRole } from "./schema.ts";

/** The input for a new key: its public fields, and the hash of its secret. */
export interface KeyRequest {
  readonly id: string;
  readonly name: string;
  readonly role: KeyRole;
  readonly hash: string;
  readonly expiresAt: string | null;
}

/** A key can have no more rights than its creator, and its expiry must be in the future. */
export function decideCreateKey(request: KeyRequest, context: Context): Result<NewEvent> {
  if (!covers(context.grants, context.roles.grantsOf(request.role))) {
    return refused(
      refusal("forbidden", `You cannot create a key with more rights than your own: ${request.role}.`),
    );
  }
  if (request.expiresAt !== null && Date.parse(request.expiresAt) <= context.now) {
    return refused(refusalAt("validation-failed", "/expiresAt", "must be in the future", "in-the-past"));
  }
  const { id, ...data } = request;
  return ok(apiKeyCreated.of(id, { ...data, createdAt: new Date(context.now).toISOString() }));
}

/** Revoking a revoked key changes nothing. */
export function decideRevokeKey(
  key: { readonly id: string; readonly revokedAt: string | null },
  context: Context,
): readonly NewEvent[] {
  if (key.revokedAt !== null) return [];
  return [apiKeyRevoked.of(key.id, { revokedAt: new Date(context.now).toISOString() })];
}

/** Whether a key is valid at an instant. */
export function isLive(
  key: { readonly expiresAt: string | null; readonly revokedAt: string | null },
  now: number,
): boolean {
  return key.revokedAt === null && (key.expiresAt === null || Date.parse(key.expiresAt) > now);
}
