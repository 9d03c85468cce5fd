import { isWithin } from "../../../kernel/clock.ts";
import type { ChangedTags } from "../../../projection/positions/cache-tags.ts";
import type { Changes } from "../answer.ts";
import { ageLimits, type Heard } from "../freshness.ts";

/** How often an isolate asks for a tenant's changes, while it serves the tenant. */
const intervalMs = 1_000;
/** The tenants whose changes an isolate knows. */
const maxTenants = 1_000;

/** What a tenant's read gate knows of changes. Plain data. */
export interface ReportedChanges {
  /** Null if the tenant has no read model yet. */
  readonly changes: ChangedTags | null;
  /** How long ago they were read. */
  readonly ageMs: number;
}

interface Known {
  readonly heard: Changes | null;
  readonly heardAt: number;
  readonly askedAt: number;
  /** When the first question was asked that has no answer yet. */
  readonly waitingSince: number | null;
  /** When asking failed, if it has not succeeded since. */
  readonly failedAt: number | null;
}

const nothingYet: Known = { heard: null, heardAt: 0, askedAt: 0, waitingSince: null, failedAt: null };

/** What this isolate has heard of the changes in tenants' read models. */
export interface ChangeFeed {
  heard(tenantId: string, now: number): Heard;
  /** Whether it is time to ask. If so, the caller asks, and tells the answer. */
  isDue(tenantId: string, now: number): boolean;
  tell(tenantId: string, reported: ReportedChanges, askedAt: number): void;
  /** The read model could not be asked. */
  failed(tenantId: string, now: number): void;
}

/** Creates a feed that has heard nothing. */
export function createChangeFeed(capacity = maxTenants): ChangeFeed {
  const byTenant = new Map<string, Known>();
  const update = (tenantId: string, changed: Partial<Known>) => {
    const known = byTenant.get(tenantId);
    if (known !== undefined) byTenant.set(tenantId, { ...known, ...changed });
  };
  return {
    heard(tenantId, now) {
      const known = byTenant.get(tenantId) ?? nothingYet;
      const { value: longest } = ageLimits.unheard;
      if (known.heard !== null && isWithin(known.heardAt + longest, now, longest))
        return { state: "known", changes: known.heard };
      return { state: isUnavailable(known, now) ? "unavailable" : "unknown" };
    },
    isDue(tenantId, now) {
      const known = byTenant.get(tenantId) ?? nothingYet;
      if (isWithin(known.askedAt + intervalMs, now, intervalMs)) return false;
      byTenant.delete(tenantId);
      const oldest = byTenant.keys().next();
      if (byTenant.size >= capacity && !oldest.done) byTenant.delete(oldest.value);
      const { waitingSince } = known;
      const isWaiting = waitingSince !== null && isWithin(waitingSince + forgottenMs, now, forgottenMs);
      byTenant.set(tenantId, { ...known, askedAt: now, waitingSince: isWaiting ? waitingSince : now });
      return true;
    },
    tell(tenantId, { changes, ageMs }, askedAt) {
      const before = byTenant.get(tenantId)?.heard ?? null;
      // Answers can arrive in another order than they were asked for.
      const isNews = changes !== null && (before === null || changes.revision >= before.revision);
      const heard = isNews ? { ...changes, tags: new Map(changes.tags) } : changes === null ? null : before;
      update(tenantId, {
        failedAt: null,
        waitingSince: null,
        heard,
        ...(isNews ? { heardAt: askedAt - ageMs } : {}),
      });
    },
    failed: (tenantId, now) => update(tenantId, { failedAt: now, waitingSince: null }),
  };
}

/** A question that was never answered, because its request was cancelled, is forgotten. */
const forgottenMs = 10_000;

/** A failure says nothing of later: after a time without visitors the read model may be back. */
const failureMs = 3_000;

/** Asking has failed, or takes longer than asking ever should. */
function isUnavailable({ waitingSince, failedAt }: Known, now: number): boolean {
  const hasJustFailed = failedAt !== null && isWithin(failedAt + failureMs, now, failureMs);
  return hasJustFailed || (waitingSince !== null && now - waitingSince > intervalMs);
}
