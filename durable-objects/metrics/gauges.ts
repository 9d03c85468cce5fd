/** Gauges over all tenants, as they were computed. */
export interface Gauges {
  readonly text: string;
  /** Whether the read model took part. */
  readonly withReadModel: boolean;
}

/** How long gauges are answered before they are computed again. */
const keptMs = 15_000;
/** Who computes them is done by then, or was cut off. */
const computedWithinMs = 10_000;
/** So old they are not answered, even while new ones are computed. */
const mostMs = 60_000;

/** The gauges that were computed last. They are in memory only. */
export interface KeptGauges {
  /** The gauges to answer. Null if the caller has to compute them: others get the old ones meanwhile. */
  take(now: number): Gauges | null;
  keep(gauges: Gauges, now: number): void;
}

/** Keeps gauges, so that all callers together cost one computation. */
export function createKeptGauges(): KeptGauges {
  let kept: (Gauges & { readonly at: number }) | null = null;
  let begunAt: number | null = null;
  return {
    take(now) {
      const isYoung = (ms: number) => kept !== null && now >= kept.at && now - kept.at < ms;
      const isBeingComputed = begunAt !== null && now >= begunAt && now - begunAt < computedWithinMs;
      if (isYoung(keptMs) || (isBeingComputed && isYoung(mostMs))) return kept;
      begunAt = now;
      return null;
    },
    keep(gauges, now) {
      kept = { ...gauges, at: now };
      begunAt = null;
    },
  };
}
