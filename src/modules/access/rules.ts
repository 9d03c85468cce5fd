import { covers } from "../../kernel/access/permission.ts";
import { refusal, refusalAt } from "../../kernel/api/problem.ts";
import { ok, type Result, refused } from "../../kernel/values/result.ts";
import type { Context } from "../../kernel/write/command.ts";
import type { NewEvent } from "../../kernel/write/event.ts";
import { apiKeyCreated, apiKeyRevoked } from "./events.ts";
import type { KeyRole } from "./schema.ts";

/** What makes a key: its public half, and the hash of its secret one. */
export interface KeyRequest {
  readonly id: string;
  readonly name: string;
  readonly role: KeyRole;
  readonly hash: string;
  readonly expiresAt: string | null;
}

/** A key is handed out with no more rights than its maker has, and not already expired. */
export function decideCreateKey(request: KeyRequest, context: Context): Result<NewEvent> {
  if (!covers(context.grants, context.roles.grantsOf(request.role))) {
    return refused(refusal("forbidden", `A key with the role ${request.role} may do more than its maker.`));
  }
  if (request.expiresAt !== null && Date.parse(request.expiresAt) <= context.now) {
    return refused(refusalAt("validation-failed", "/expiresAt", "must lie in the future", "in-the-past"));
  }
  const { id, ...data } = request;
  return ok(apiKeyCreated.of(id, { ...data, createdAt: new Date(context.now).toISOString() }));
}

/** Revoking what is revoked already changes nothing. */
export function decideRevokeKey(
  key: { readonly id: string; readonly revokedAt: string | null },
  context: Context,
): readonly NewEvent[] {
  if (key.revokedAt !== null) return [];
  return [apiKeyRevoked.of(key.id, { revokedAt: new Date(context.now).toISOString() })];
}

/** Whether a key opens anything at an instant. */
export function isLive(
  key: { readonly expiresAt: string | null; readonly revokedAt: string | null },
  now: number,
): boolean {
  return key.revokedAt === null && (key.expiresAt === null || Date.parse(key.expiresAt) > now);
}
