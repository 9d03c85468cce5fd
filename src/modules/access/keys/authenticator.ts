import type { Authenticator, AuthenticatorTools, Caller } from "../../../kernel/access/authenticator.ts";
import type { Grants } from "../../../kernel/access/permission.ts";
import { refusal } from "../../../kernel/api/problem.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { createTtlMap } from "../../../kernel/values/ttl-map.ts";
import { verifyApiKey } from "./commands.ts";
import { type ReadKey, readApiKey } from "./key-format.ts";
import { noteKeyUse } from "./uses/commands.ts";
import { isDue } from "./uses/store.ts";

/** A tenant's secret API key. */
export const secretKeyAuthenticator: Authenticator = {
  name: "secretKey",
  scheme: { type: "http", scheme: "bearer" },
  description:
    "A tenant's secret API key, `sk_…`. It names its tenant, has a role, and may be limited to some of its permissions. Keep it on servers.",
  namesTenant: true,
  opens: ["permission"],
  async authenticate(credential, tools) {
    const key = await readApiKey(tools.signer, credential);
    if (key === null) return null;
    const grants = await grantsOf(key, tools);
    if (!grants.ok) return grants;
    const actor = { kind: "apiKey", id: key.keyId } as const;
    const caller: Caller = { actor, grants: grants.value, tenantId: key.tenantId };
    return ok({ kind: "caller", ...caller });
  },
};

/**
 * Keys verified in this isolate. Reads may see a revoked key for up to four seconds. Writes never do: the tenant's
 * object checks the key itself.
 */
const verified = createTtlMap<Grants>({ ttlMs: 3_000, capacity: 5_000 });

const notValid = refused(refusal("unauthenticated", "The API key is not valid, has expired or was revoked."));

async function grantsOf(key: ReadKey, { now, ask, run }: AuthenticatorTools) {
  const name = `${key.keyId} ${key.hash}`;
  const known = verified.get(name, now);
  if (known !== undefined) return ok(known);
  const answer = await ask(key.tenantId, verifyApiKey, { id: key.keyId, hash: key.hash });
  if (!answer.ok) return answer.refusal.code === "tenant-not-found" ? notValid : answer;
  if (answer.value === null) {
    verified.delete(name);
    return notValid;
  }
  if (isDue(answer.value.lastUsedAt, now)) run(key.tenantId, noteKeyUse, { id: key.keyId });
  const grants = new Map(answer.value.grants);
  verified.set(name, grants, now);
  return ok(grants);
}
