import { includes } from "../../kernel/read/position.ts";
import { ok, refused } from "../../kernel/values/result.ts";
import type { Rendered } from "../response/render.ts";
import { conditionalResponse } from "../response/reply.ts";
import type { Scope } from "../scope.ts";
import type { Authenticated } from "../stages/authenticate.ts";
import type { WithHeaders } from "../stages/headers.ts";
import type { Parsed } from "../stages/parse.ts";
import type { Matched, Stage } from "../stages/stage.ts";
import type { Located } from "../stages/tenant.ts";
import { type CanonicalRead, canonicalRead } from "./canonical.ts";
import { type Found, fromMemory, readThrough as readThroughCache } from "./edge.ts";
import { cacheStatus } from "./isolate/hot-answer.ts";
import { isolateCache } from "./isolate/isolate-cache.ts";
import { edgeDepsOf, isReusable, sentTo } from "./stage.ts";

type Needs = Matched & Authenticated & Located & Parsed & WithHeaders;

/** Answers storefront reads through the cache. What is not reused goes on to its operation. */
export const readThrough: Stage<Needs> = {
  name: "read-through",
  refuses: [404, 400],
  async run(known) {
    const { scope, route, tenant, input } = known;
    if (tenant === null || !isReusable(known)) return ok({});
    const { search, origin } = scope.url;
    const canonical = canonicalRead(route, tenant, input, { path: scope.path, search, origin });
    const found = canonical === null ? null : await find(known, canonical);
    if (found === null) {
      scope.answerHeaders.set("Cache-Status", "rustok; fwd=bypass");
      scope.observed.cache = "bypass";
      return ok({});
    }
    if ("refusal" in found) return refused(found.refusal);
    const { content } = found.answer.stored;
    if (!("refusal" in content)) return cachedResponse(scope, found, content);
    describeFound(scope, found);
    return refused(content.refusal);
  },
};

type Answered = Exclude<Found, { readonly refusal: unknown }>;

/** The response of an answer that was found in the cache, or read for it. */
export function cachedResponse(scope: Scope, found: Answered, content: Rendered): Response {
  describeFound(scope, found);
  return conditionalResponse(scope, content);
}

function describeFound({ answerHeaders, observed }: Scope, { state, layer }: Answered): void {
  answerHeaders.set("Cache-Status", statusOf(state));
  observed.cache = observedState[state];
  observed.cacheLayer = layer;
}

/** Null if the caller needs more than the cache can promise. */
async function find(known: Needs, canonical: CanonicalRead): Promise<Found | null> {
  const { scope, tenant, headers } = known;
  if (tenant === null) return null;
  const deps = edgeDepsOf(scope);
  const { consistencyToken } = headers;
  if (consistencyToken === undefined) {
    isolateCache.reads.set(sentTo(known, tenant), canonical);
    return readThroughCache(deps, tenant, canonical);
  }
  // An answer that was read at the position of the write has it.
  const found = fromMemory(deps, tenant, canonical);
  return found !== null && includes(found.answer.stored.revision, consistencyToken) ? found : null;
}

const observedState = { fresh: "hit", stale: "stale", miss: "miss", collapsed: "coalesced" } as const;

function statusOf(state: "fresh" | "stale" | "miss" | "collapsed"): string {
  switch (state) {
    case "fresh":
    case "stale":
      return cacheStatus[state];
    case "miss":
      return "rustok; fwd=miss; stored";
    case "collapsed":
      return "rustok; fwd=miss; collapsed";
  }
}
