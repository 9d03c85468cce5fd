import { isAnonymous } from "../../kernel/access/actor.ts";
import type { Tenant } from "../../kernel/access/tenant.ts";
import { ok } from "../../kernel/values/result.ts";
import { logFailure } from "../../telemetry/log/failure.ts";
import type { Scope } from "../scope.ts";
import type { Authenticated } from "../stages/authenticate.ts";
import type { Hit, Matched, Stage } from "../stages/stage.ts";
import type { Located } from "../stages/tenant.ts";
import { reuseOf, sentAs } from "./canonical.ts";
import { openColoCache } from "./colo.ts";
import { type EdgeDeps, fromMemory } from "./edge.ts";
import { readGateClient } from "./gate.ts";
import { respondFromMemory } from "./hit.ts";
import { isolateCache } from "./isolate/isolate-cache.ts";

type Needs = Matched & Authenticated & Located;

/** Answers what this isolate has in its memory, before anything is made that only a miss needs. */
export const cache: Stage<Needs> = {
  name: "cache",
  refuses: [],
  run(known) {
    const { scope, tenant } = known;
    if (tenant === null || !isReusable(known) || asksForMore(scope.request)) return ok({});
    const canonical = isolateCache.reads.get(sentTo(known, tenant));
    if (canonical === undefined) return ok({});
    const found = fromMemory(edgeDepsOf(scope), tenant, canonical);
    if (found === null) return ok({});
    const response = respondFromMemory(isolateCache, found.answer, found.state, tenant.id, scope);
    return response === null ? ok({}) : ({ hit: response } satisfies Hit);
  },
};

/** A token has to be verified, and a body refused. */
function asksForMore({ headers, body }: Request): boolean {
  return headers.has("Consistency-Token") || body !== null;
}

/** Whether the answer is the same for everybody. A caller who shows a credential gets an answer of its own. */
export function isReusable({ scope, route, caller, bearsToken }: Matched & Authenticated): boolean {
  return reuseOf(route) !== null && isAnonymous(caller.actor) && !bearsToken && settingOf(scope) !== "off";
}

function settingOf({ env }: Scope): string {
  // The binding's type is its value in wrangler.toml. Each environment sets its own.
  return env.READ_CACHE;
}

/** A request as it was sent. One who may send registered queries only sends other requests than everybody else. */
export function sentTo({ scope, caller }: Pick<Needs, "scope" | "caller">, tenant: Tenant): string {
  const sent = sentAs(tenant, scope.request.url, scope.request.headers.get("Accept-Language"));
  const list = caller.registeredQueries;
  return list === undefined ? sent : `${sent} ${list.keyId} ${list.revision}`;
}

/** What this request brings along to the cache. */
export function edgeDepsOf(scope: Scope): EdgeDeps {
  const { env, meter, operationMeter, background } = scope;
  return {
    cache: isolateCache,
    colo: settingOf(scope) === "memory" ? null : openColoCache(caches.default, "1"),
    gate: readGateClient(env.TENANT_READS, meter, operationMeter),
    now: Date.now,
    random: Math.random,
    background,
    report: logFailure,
  };
}
