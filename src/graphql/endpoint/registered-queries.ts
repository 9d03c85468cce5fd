import { LRUCache } from "lru-cache";
import type { Scope } from "../../http/scope.ts";
import { platformToken } from "../../kernel/access/actor.ts";
import type { Caller, RegisteredQueries } from "../../kernel/access/authenticator.ts";
import { refusal } from "../../kernel/api/problem.ts";
import { hexDigest } from "../../kernel/values/digest.ts";
import { ok, type Result, refused } from "../../kernel/values/result.ts";

/** Whoever may send registered queries only, and in which tenant. */
export interface LimitedCaller {
  readonly tenantId: string;
  readonly list: RegisteredQueries;
}

/** A query as it was sent: by its text, by its hash, or by both. */
export interface SentQuery {
  readonly text: string | null;
  readonly hash: string | null;
}

/** The caller's limits. Null if it may send any query. */
export function limitedCaller({ tenantId, registeredQueries: list }: Caller): LimitedCaller | null {
  return tenantId === null || list === undefined ? null : { tenantId, list };
}

/** The text of a registered query. Refused if the key has none with this text or hash. */
export async function registeredText(
  scope: Pick<Scope, "tenant">,
  { tenantId, list }: LimitedCaller,
  { text, hash }: SentQuery,
): Promise<Result<string>> {
  const own = text === null || text === "" ? hash : await hexDigest(text);
  if (own === null || (hash !== null && hash !== own)) return notRegistered;
  const name = `${list.keyId} ${list.revision} ${own}`;
  const known = texts.get(name);
  if (known !== undefined) return known.text === null ? notRegistered : ok(known.text);
  const asked = { query: list.find.name, input: { keyId: list.keyId, hash: own }, actor: platformToken };
  // The object answers what the query's own `run` returned.
  const found = (await scope.tenant(tenantId).ask(asked)) as Result<string | null>;
  if (!found.ok) return found;
  texts.set(name, { text: found.value });
  return found.value === null ? notRegistered : ok(found.value);
}

const notRegistered = refused(
  refusal("query-not-registered", "The publishable key may send registered queries only, and this is none."),
);

/** By key, revision of its list, and hash. A newer revision has other names, so nothing has to be forgotten. */
const texts = new LRUCache<string, { readonly text: string | null }>({
  maxSize: 4 * 1024 * 1024,
  sizeCalculation: ({ text }) => 2 * (text?.length ?? 0) + 300,
});
