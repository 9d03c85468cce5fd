import type { Tenant } from "../../kernel/access/tenant.ts";
import type { Refusal } from "../../kernel/api/problem.ts";
import { isWithin } from "../../kernel/clock.ts";
import type { Place } from "../../telemetry/log/places.ts";
import { isChanged, neededRevision, type StoredAnswer } from "./answer.ts";
import type { CanonicalRead } from "./canonical.ts";
import type { ColoCache } from "./colo.ts";
import { freshnessOf } from "./freshness.ts";
import type { ReadGate } from "./gate.ts";
import { type HotAnswer, hotAnswer } from "./isolate/hot-answer.ts";
import type { IsolateCache } from "./isolate/isolate-cache.ts";
import { memoryLimits } from "./isolate/memory.ts";

/** What a request brings along to the cache. */
export interface EdgeDeps {
  readonly cache: IsolateCache;
  /** Null where it is switched off. */
  readonly colo: ColoCache | null;
  readonly gate: ReadGate;
  readonly now: () => number;
  readonly random: () => number;
  readonly background: (work: Promise<unknown>) => void;
  /** Told of failures that the caller is not. */
  readonly report: (at: Place, error: unknown) => void;
}

/** How an answer was found, in the words of RFC 9211. */
export type Found =
  | {
      readonly answer: HotAnswer;
      readonly state: "fresh" | "stale" | "miss" | "collapsed";
      readonly layer: "isolate" | "data-center" | "gate";
    }
  | { readonly refusal: Refusal };

/** How long a refresh may take before another request starts one. */
const refreshMs = 5_000;

/** The answer in this isolate's memory, if it may be served. A stale one is refreshed after the response. */
export function fromMemory(
  deps: EdgeDeps,
  tenant: Tenant,
  canonical: CanonicalRead,
): { readonly answer: HotAnswer; readonly state: "fresh" | "stale"; readonly layer: "isolate" } | null {
  const { cache, now } = deps;
  keepHearing(deps, tenant.id);
  const answer = cache.answers[canonical.space].get(tenant.id, canonical.key);
  if (answer === undefined) return null;
  const state = freshnessOf(answer.stored, cache.changes.heard(tenant.id, now()), now(), answer.spread);
  if (state === "stale") refresh(deps, tenant, canonical, answer);
  return state === "fresh" || state === "stale" ? { answer, state, layer: "isolate" } : null;
}

/** The answer of a read, from the nearest layer that has it: memory, data center, read gate. */
export async function readThrough(deps: EdgeDeps, tenant: Tenant, canonical: CanonicalRead): Promise<Found> {
  return (
    fromMemory(deps, tenant, canonical) ??
    (await fromColo(deps, tenant, canonical)) ??
    (await fromGate(deps, tenant, canonical))
  );
}

async function fromColo(deps: EdgeDeps, tenant: Tenant, canonical: CanonicalRead): Promise<Found | null> {
  const { cache, colo, now } = deps;
  const stored = (await colo?.match(canonical.key)) ?? null;
  if (stored === null) return null;
  const answer = hotAnswer(stored, deps.random);
  const state = freshnessOf(stored, cache.changes.heard(tenant.id, now()), now(), answer.spread);
  if (state !== "fresh" && state !== "stale") return null;
  keep(deps, tenant.id, canonical, answer);
  if (state === "stale") refresh(deps, tenant, canonical, answer);
  return { answer, state, layer: "data-center" };
}

/** Reads a new answer. If that fails, an older one is better than none. */
async function fromGate(deps: EdgeDeps, tenant: Tenant, canonical: CanonicalRead): Promise<Found> {
  const older = olderAnswer(deps, tenant, canonical);
  try {
    const filled = await fill(deps, tenant, canonical);
    if ("stored" in filled) {
      const answer = hotAnswer(filled.stored, deps.random);
      return { answer, state: filled.collapsed ? "collapsed" : "miss", layer: "gate" };
    }
    return older !== null && filled.refusal.code === "overloaded"
      ? { answer: older, state: "stale", layer: "isolate" }
      : filled;
  } catch (error) {
    if (older === null) throw error;
    deps.report("cache-fill", error);
    return { answer: older, state: "stale", layer: "isolate" };
  }
}

/** What may be served if nothing newer can be had. */
function olderAnswer(
  { cache, now }: EdgeDeps,
  tenant: Tenant,
  { space, key }: CanonicalRead,
): HotAnswer | null {
  const older = cache.answers[space].get(tenant.id, key);
  if (older === undefined) return null;
  return freshnessOf(older.stored, { state: "unavailable" }, now(), 0) === "stale" ? older : null;
}

/** Reads a new answer through the tenant's read gate, and keeps it. */
async function fill(deps: EdgeDeps, tenant: Tenant, canonical: CanonicalRead) {
  const { key, read } = canonical;
  const ask = (needed: number) => deps.gate.read({ key, tenant, read, needed });
  const known = deps.cache.answers[canonical.space].get(tenant.id, key);
  const first = await ask(neededRevisionOf(deps, tenant.id, known?.stored));
  if (!("stored" in first)) return first;
  // The gate may have read it just before a change that this isolate has heard of.
  const filled = isOutdated(deps, tenant.id, first.stored)
    ? await ask(neededRevisionOf(deps, tenant.id, first.stored))
    : first;
  if (!("stored" in filled) || isOutdated(deps, tenant.id, filled.stored)) return filled;
  keep(deps, tenant.id, canonical, hotAnswer(filled.stored, deps.random));
  if (deps.colo === null || filled.collapsed) return filled;
  const put = deps.colo.put(key, filled.stored);
  deps.background(put.catch((error: unknown) => deps.report("cache-put", error)));
  return filled;
}

function isOutdated({ cache, now }: EdgeDeps, tenantId: string, stored: StoredAnswer): boolean {
  const heard = cache.changes.heard(tenantId, now());
  return heard.state === "known" && isChanged(stored, heard.changes);
}

function neededRevisionOf({ cache, now }: EdgeDeps, tenantId: string, known?: StoredAnswer): number {
  const heard = cache.changes.heard(tenantId, now());
  if (heard.state !== "known" || known === undefined) return 0;
  return neededRevision(known.tags, heard.changes);
}

function keep({ cache }: EdgeDeps, tenantId: string, { space, key }: CanonicalRead, answer: HotAnswer): void {
  if (answer.bytes <= memoryLimits.answer.value) cache.answers[space].set(tenantId, key, answer);
}

/** Reads a new answer after the response. One request at a time does. */
function refresh(deps: EdgeDeps, tenant: Tenant, canonical: CanonicalRead, answer: HotAnswer): void {
  const now = deps.now();
  if (isWithin(answer.refreshingSince + refreshMs, now, refreshMs)) return;
  answer.refreshingSince = now;
  const filled = fill(deps, tenant, canonical);
  deps.background(filled.catch((error: unknown) => deps.report("cache-refresh", error)));
}

/** Learns what the projector has changed, outside of the request's own time. */
function keepHearing({ cache, gate, now, background, report }: EdgeDeps, tenantId: string): void {
  const { changes } = cache;
  const askedAt = now();
  if (!changes.isDue(tenantId, askedAt)) return;
  const asked = gate.changes(tenantId).then(
    (reported) =>
      reported === null ? changes.failed(tenantId, now()) : changes.tell(tenantId, reported, askedAt),
    (error: unknown) => {
      changes.failed(tenantId, now());
      report("cache-changes", error);
    },
  );
  background(asked);
}
