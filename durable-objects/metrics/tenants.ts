/** What a tenant did is delivered by then, or its object tries again and is seen. */
const keptMs = 2 * 60 * 1000;
/** A tenant that was late and of which nothing was heard for so long is gone. */
const lateKeptMs = 7 * 24 * 60 * 60 * 1000;
const mostTenants = 1_000;

/** Milliseconds since 1970. */
interface Tenant {
  readonly seen: number;
  /** When it was last said to be late. Null if it is not. */
  readonly lateAt: number | null;
}

/** The tenants that are worth asking how far their subscriptions are. */
export interface Tenants {
  /** Notes that tenants have done something. */
  saw(tenantIds: Iterable<string>, now: number): void;
  /** Notes of tenants that were asked whether they are late. One that is late stays until it is said not to be. */
  told(isLateById: Readonly<Record<string, boolean>>, now: number): void;
  /** Those that are late, first the one that was not asked for longest, then those that did something lately, the newest first. No more than a thousand. */
  list(now: number): readonly string[];
  /** Forgets those that are not listed. */
  forget(now: number): void;
  asJson(): unknown;
}

/** Opens tenants that were stored. */
export function openTenants(stored: unknown): Tenants {
  // `asJson` made them.
  const tenants = new Map<string, Tenant>((stored ?? []) as [string, Tenant][]);
  const list = (now: number) => {
    const late: [string, number][] = [];
    const recent: [string, number][] = [];
    for (const [id, { seen, lateAt }] of tenants)
      if (lateAt !== null && isWithin(lateAt, now, lateKeptMs)) late.push([id, lateAt]);
      else if (isWithin(seen, now, keptMs)) recent.push([id, seen]);
    late.sort(([, a], [, b]) => a - b);
    recent.sort(([, a], [, b]) => b - a);
    return [...late, ...recent].slice(0, mostTenants).map(([id]) => id);
  };
  return {
    saw(tenantIds, now) {
      for (const id of tenantIds) tenants.set(id, { lateAt: tenants.get(id)?.lateAt ?? null, seen: now });
    },
    told(isLateById, now) {
      for (const [id, isLate] of Object.entries(isLateById)) {
        const seen = tenants.get(id)?.seen;
        if (isLate) tenants.set(id, { seen: seen ?? 0, lateAt: now });
        else if (seen !== undefined) tenants.set(id, { seen, lateAt: null });
      }
    },
    list,
    forget(now) {
      const kept = new Set(list(now));
      for (const id of tenants.keys()) if (!kept.has(id)) tenants.delete(id);
    },
    asJson: () => [...tenants],
  };
}

/** A time in the future is of a clock that was ahead. */
function isWithin(at: number, now: number, ms: number): boolean {
  return at <= now && at >= now - ms;
}
