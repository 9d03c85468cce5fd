import { isWithin } from "../../../kernel/clock.ts";
import { emit } from "../../../telemetry/log/emit.ts";
import type { Waiting } from "../../../telemetry/waiting.ts";

/** Hits have no log line of their own. They are counted, and told this often. */
const intervalMs = 10_000;
/** The tenants that are counted apart. */
const maxTenants = 100;

/** Counts the answers that an isolate gave from its memory. */
export interface HitCounter extends Waiting {
  count(tenantId: string, state: "fresh" | "stale", now: number): void;
}

interface Counts {
  readonly fresh: number;
  readonly stale: number;
  readonly tenants: Readonly<Record<string, number>>;
}

/** Creates a counter. `write` gets the counts of each interval in which there were any. */
export function createHitCounter(
  write: (counts: Counts) => void = (counts) => emit("cache", { tenant_id: null, ...counts }),
): HitCounter {
  let since: number | null = null;
  let counts = { fresh: 0, stale: 0 };
  let byTenant = new Map<string, number>();
  const tell = () => {
    const told = { ...counts, tenants: Object.fromEntries(byTenant) };
    since = null;
    counts = { fresh: 0, stale: 0 };
    byTenant = new Map();
    write(told);
  };
  return {
    isEmpty: () => since === null,
    tell,
    count(tenantId, state, now) {
      if (since !== null && !isWithin(since + intervalMs, now, intervalMs)) tell();
      since ??= now;
      counts[state] += 1;
      const name = byTenant.has(tenantId) || byTenant.size < maxTenants ? tenantId : "others";
      byTenant.set(name, (byTenant.get(name) ?? 0) + 1);
    },
  };
}
