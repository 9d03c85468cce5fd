import type { Sample, Samples } from "./parse.ts";
import { type Matching, samplesOf } from "./select.ts";

/** A bucket of a histogram. */
export interface Bucket {
  /** The largest value that it counts. */
  readonly bound: number;
  /** Observations up to the bound. */
  readonly count: number;
}

/** A quantile of the series that match, whose buckets are added up. Null if nothing was observed. */
export function quantileOf(
  samples: Samples,
  name: string,
  quantile: number,
  matching: Matching = {},
): number | null {
  return quantileIn(bucketsOf(samplesOf(samples, `${name}_bucket`, matching) ?? []), quantile);
}

/**
 * A quantile of a histogram, such as 0.95, by linear interpolation within its bucket, as Prometheus does it. Null if nothing
 * was observed. What is beyond the last bound counts as that bound.
 */
export function quantileIn(buckets: readonly Bucket[], quantile: number): number | null {
  const total = buckets.at(-1)?.count ?? 0;
  if (total <= 0) return null;
  const rank = quantile * total;
  const index = buckets.findIndex(({ count }) => count >= rank);
  const bucket = buckets[index];
  const below = buckets[index - 1] ?? { bound: 0, count: 0 };
  if (bucket === undefined || bucket.bound === Number.POSITIVE_INFINITY) return below.bound;
  const within = bucket.count - below.count;
  if (within <= 0) return bucket.bound;
  return below.bound + (bucket.bound - below.bound) * ((rank - below.count) / within);
}

/** The buckets of some series, added up by bound, the smallest first. */
export function bucketsOf(samples: readonly Sample[]): readonly Bucket[] {
  const counts = new Map<number, number>();
  for (const { labels, value } of samples) {
    const bound = labels.le === "+Inf" ? Number.POSITIVE_INFINITY : Number(labels.le);
    if (!Number.isNaN(bound)) counts.set(bound, (counts.get(bound) ?? 0) + value);
  }
  return [...counts].map(([bound, count]) => ({ bound, count })).sort((a, b) => a.bound - b.bound);
}
