import { anonymous } from "../../../../kernel/access/actor.ts";
import type { Authenticator, AuthenticatorTools, Identity } from "../../../../kernel/access/authenticator.ts";
import { noGrants } from "../../../../kernel/access/permission.ts";
import { refusal } from "../../../../kernel/api/problem.ts";
import { ok, type Result, refused } from "../../../../kernel/values/result.ts";
import { createTtlMap } from "../../../../kernel/values/ttl-map.ts";
import { findQuery } from "../../queries/commands.ts";
import { verifyApiKey } from "../commands.ts";
import { readPublishableKey } from "../key-format.ts";
import { noteKeyUse } from "../uses/commands.ts";
import { isDue } from "../uses/store.ts";

/** A tenant's publishable key. It stands in pages and apps, names the tenant and gives no rights. */
export const publishableKeyAuthenticator: Authenticator = {
  name: "publishableKey",
  scheme: { type: "http", scheme: "bearer" },
  description:
    "A tenant's publishable key, `pk_…`. It names its tenant and gives no rights: the caller is an anonymous shopper. It may stand in pages and apps.",
  namesTenant: true,
  opens: ["public"],
  async authenticate(credential, tools) {
    if (!credential.startsWith("pk_")) return null;
    const known = verified.get(credential, tools.now);
    if (known === undefined) return verify(credential, tools);
    if (tools.now - known.at >= refreshAfterMs && !isWithin(known.refreshingAt, tools.now)) {
      known.refreshingAt = tools.now;
      tools.background(verify(credential, tools));
    }
    return known.identity;
  },
};

interface Verified {
  readonly identity: Result<Identity>;
  /** When it was verified. */
  readonly at: number;
  /** When a request began to verify it again. */
  refreshingAt: number;
}

/** Requests are answered by what was verified this long ago at most, so a revoked key is refused within four seconds. */
const longestMs = 3_000;
/** From then on, one request verifies the key again, after its own answer. */
const refreshAfterMs = 1_500;
/** A request whose background work was cut off must not be the last to try. */
const refreshTimeoutMs = 500;

/** By the key's text, which is no secret: a hit needs neither digest nor signature. */
const verified = createTtlMap<Verified>({ ttlMs: longestMs, capacity: 5_000 });

const notValid = refused(
  refusal("unauthenticated", "The publishable key is not valid, has expired or was revoked."),
);

async function verify(credential: string, tools: AuthenticatorTools): Promise<Result<Identity> | null> {
  const key = await readPublishableKey(tools.signer, credential);
  if (key === null) return null;
  const answer = await tools.ask(key.tenantId, verifyApiKey, { id: key.keyId, hash: "" });
  if (!answer.ok) return answer.refusal.code === "tenant-not-found" ? notValid : answer;
  if (answer.value === null || answer.value.kind !== "publishable") {
    verified.delete(credential);
    return notValid;
  }
  if (isDue(answer.value.lastUsedAt, tools.now)) tools.run(key.tenantId, noteKeyUse, { id: key.keyId });
  const identity = ok({
    kind: "caller",
    actor: anonymous,
    grants: noGrants,
    tenantId: key.tenantId,
    ...limitedTo(key.keyId, answer.value.queriesRevision),
  } as const);
  verified.set(credential, { identity, at: tools.now, refreshingAt: 0 }, tools.now);
  return identity;
}

/** An object of an older release says nothing of queries. */
function limitedTo(keyId: string, revision: number | null | undefined) {
  return revision == null ? {} : { registeredQueries: { keyId, revision, find: findQuery } };
}

function isWithin(since: number, now: number): boolean {
  return now >= since && now - since < refreshTimeoutMs;
}
