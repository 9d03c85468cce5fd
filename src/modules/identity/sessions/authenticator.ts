import type { Authenticator, AuthenticatorTools, Caller } from "../../../kernel/access/authenticator.ts";
import type { Grants } from "../../../kernel/access/permission.ts";
import { refusal } from "../../../kernel/api/problem.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import { createTtlMap } from "../../../kernel/values/ttl-map.ts";
import { verifySession } from "./queries.ts";
import { type AccessClaims, readAccessToken } from "./tokens/access-token.ts";

/** The access token of a session. */
export const accessTokenAuthenticator: Authenticator = {
  name: "accessToken",
  scheme: { type: "http", scheme: "bearer" },
  description:
    "A JWT that signing in answered. It names its tenant, and acts for a member of the staff with a role, or for a customer.",
  namesTenant: true,
  opens: ["permission", "account", "customer"],
  async authenticate(credential, tools) {
    if (!isJwt.test(credential)) return null;
    const claims = await readAccessToken(tools.signer, credential, tools.now);
    if (claims === null) return notValid;
    const grants = await grantsOf(claims, tools);
    return grants.ok ? ok({ kind: "caller", ...callerOf(claims, grants.value) }) : grants;
  },
};

const isJwt = /^eyJ[\w-]*\.[\w-]*\.[\w-]*$/;
const notValid = refused(
  refusal("unauthenticated", "The access token is not valid, or has expired. Refresh it, or sign in again."),
);

/**
 * Sessions verified in this isolate. Reads may see one that has ended for up to four seconds. Writes never do: the tenant's
 * object checks the session itself.
 */
const verified = createTtlMap<Grants>({ ttlMs: 3_000, capacity: 5_000 });

async function grantsOf(claims: AccessClaims, { now, ask }: AuthenticatorTools): Promise<Result<Grants>> {
  const { sessionId, accountId, tenantId } = claims;
  const name = `${sessionId} ${accountId}`;
  const known = verified.get(name, now);
  if (known !== undefined) return ok(known);
  const answer = await ask(tenantId, verifySession, { sessionId, accountId });
  if (!answer.ok) return answer.refusal.code === "tenant-not-found" ? notValid : answer;
  if (answer.value === null) {
    verified.delete(name);
    return notValid;
  }
  const grants = new Map(answer.value.grants);
  verified.set(name, grants, now);
  return ok(grants);
}

function callerOf({ kind, accountId, tenantId, sessionId }: AccessClaims, grants: Grants): Caller {
  const actor = { kind: kind === "staff" ? "user" : "customer", id: accountId } as const;
  return { actor, grants, tenantId, sessionId };
}
