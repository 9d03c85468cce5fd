import { type Actor, anonymous, platformToken } from "../kernel/access/actor.ts";
import { type Grants, grantsOfRole, noGrants } from "../kernel/access/permission.ts";
import { refusal } from "../kernel/api/problem.ts";
import { ok, type Result, refused } from "../kernel/values/result.ts";
import { verifyApiKey } from "../modules/access/index.ts";
import { digest } from "../platform/signing.ts";
import { type ReadKey, readApiKey } from "./api-key.ts";
import type { Scope } from "./scope.ts";

/** Who is calling, and which tenant the credential alone is good for. */
export interface Caller {
  readonly actor: Actor;
  readonly grants: Grants;
  readonly tenantId: string | null;
}

const nobody: Caller = { actor: anonymous, grants: noGrants, tenantId: null };
const notValid = refusal("unauthenticated", "The credential is not valid, or no longer.");

/** Finds out who calls. No credential is an anonymous caller; a bad one is refused wherever it is sent. */
export async function identify(scope: Scope): Promise<Result<Caller>> {
  const header = scope.request.headers.get("Authorization");
  if (header === null) return ok(nobody);
  const [, token] = /^Bearer +(\S{1,512})$/i.exec(header) ?? [];
  if (token === undefined) return refused(notValid);
  if (await isPlatformToken(scope, token)) {
    return ok({ actor: platformToken, grants: grantsOfRole("super_admin"), tenantId: null });
  }
  const key = await readApiKey(scope.signer, token);
  return key === null ? refused(notValid) : verified(scope, key);
}

/** Verified keys, for less than the four seconds that are promised, in this isolate. A revoked key stops writes at once all the same. */
const verifiedUntil = new Map<string, { readonly grants: Grants; readonly until: number }>();
const verifiedForMs = 3_000;
const mostVerified = 5_000;

async function verified(scope: Scope, key: ReadKey): Promise<Result<Caller>> {
  const caller = { actor: { kind: "apiKey", id: key.keyId }, tenantId: key.tenantId } as const;
  const cacheKey = `${key.keyId} ${key.hash}`;
  const known = verifiedUntil.get(cacheKey);
  if (known !== undefined && known.until > scope.now) return ok({ ...caller, grants: known.grants });
  const question = {
    query: verifyApiKey.name,
    input: { id: key.keyId, hash: key.hash },
    actor: platformToken,
  };
  const answer = await scope.tenant(key.tenantId).ask(question);
  if (!answer.ok) return answer.refusal.code === "tenant-not-found" ? refused(notValid) : answer;
  const live = answer.value as { readonly role: "admin" | "manager" } | null;
  if (live === null) {
    verifiedUntil.delete(cacheKey);
    return refused(notValid);
  }
  const grants = grantsOfRole(live.role);
  if (verifiedUntil.size >= mostVerified) verifiedUntil.clear();
  verifiedUntil.set(cacheKey, { grants, until: scope.now + verifiedForMs });
  return ok({ ...caller, grants });
}

/** Compares digests, so that the time taken tells nothing of the token. */
async function isPlatformToken(scope: Scope, token: string): Promise<boolean> {
  const expected = scope.env.PLATFORM_TOKEN;
  if (expected.length === 0) return false;
  return (await digest(token)) === (await digest(expected));
}
