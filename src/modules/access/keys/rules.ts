import { covers } from "../../../kernel/access/permission.ts";
import { refusal, refusalAt } from "../../../kernel/api/problem.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { Context } from "../../../kernel/write/command.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { apiKeyCreated, apiKeyRevoked } from "./events.ts";
import type { ApiKeyInput } from "./schema.ts";
import { grantsOfKey, unusableScopes } from "./scopes/rules.ts";

/** The input for a new key: its public fields, and the hash of its secret. */
export interface KeyRequest extends ApiKeyInput {
  readonly id: string;
  readonly hash: string;
}

/**
 * A key can have no more rights than its creator, and its expiry must be in the future. If a key with an expiry creates it, it
 * can't have its rights for longer: `creatorExpiresAt`.
 */
export function decideCreateKey(
  request: KeyRequest,
  context: Context,
  creatorExpiresAt: string | null = null,
): Result<NewEvent> {
  const { id, name, hash, kind = "secret", scopes, queries = "any", expiresAt = null } = request;
  const role = kind === "secret" ? roleOf(request, context) : noRole(request);
  if (!role.ok) return role;
  if (kind === "secret" && queries !== "any") return refused(anyQuery);
  if (expiresAt !== null && Date.parse(expiresAt) <= context.now) {
    return refused(refusalAt("validation-failed", "/expiresAt", "must be in the future", "in-the-past"));
  }
  if (kind === "secret" && isLater(expiresAt, creatorExpiresAt)) return refused(outlives(creatorExpiresAt));
  const createdAt = new Date(context.now).toISOString();
  const rights = { kind, role: role.value, scopes: scopes === undefined ? null : [...scopes] };
  return ok(apiKeyCreated.of(id, { name, ...rights, queries, hash, expiresAt, createdAt }));
}

const anyQuery = refusalAt(
  "validation-failed",
  "/queries",
  "a secret key may send any query that its rights allow",
  "not-allowed",
);

/** Whether one expiry is later than another. Null is never. */
function isLater(expiresAt: string | null, other: string | null): other is string {
  return other !== null && (expiresAt === null || Date.parse(expiresAt) > Date.parse(other));
}

function outlives(creatorExpiresAt: string) {
  const detail = `must not be later than the expiry of the key that creates it: ${creatorExpiresAt}.`;
  return refusalAt("forbidden", "/expiresAt", detail);
}

function roleOf({ role, scopes }: ApiKeyInput, { grants, roles }: Context): Result<string> {
  if (role === undefined)
    return refused(refusalAt("validation-failed", "/role", "is required for a secret key", "missing"));
  if (roles.find(role) === null)
    return refused(refusalAt("validation-failed", "/role", `There is no role ${role}.`, "unknown-role"));
  const unusable = scopes === undefined ? [] : unusableScopes(scopes, role, roles);
  if (unusable.length > 0)
    return refused(refusal("validation-failed", "The scopes do not fit the role.", unusable));
  if (covers(grants, grantsOfKey({ role, scopes: scopes ?? null }, roles))) return ok(role);
  const rights = scopes?.join(", ") ?? role;
  return refused(refusal("forbidden", `You cannot create a key with more rights than your own: ${rights}.`));
}

function noRole({ role, scopes }: ApiKeyInput): Result<null> {
  for (const [field, value] of Object.entries({ role, scopes }))
    if (value !== undefined) {
      const detail = "a publishable key has no rights";
      return refused(refusalAt("validation-failed", `/${field}`, detail, "not-allowed"));
    }
  return ok(null);
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
