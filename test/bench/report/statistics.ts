/** The middle, the least and the most of several values. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export function spreadOf(values: readonly number[]): Spread {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = Number.NaN, high = Number.NaN] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}

/**
 * Two values between which the median of all that could be measured lies with a probability of at least 95 %, whatever
 * their distribution. Needs 6 values.
 */
export function medianInterval(values: readonly number[]): readonly [number, number] {
  const sorted = values.toSorted((a, b) => a - b);
  // How likely it is that no more than `rank` of them are on one side of the median.
  let likely = 0;
  let term = 0.5 ** sorted.length;
  let rank = 0;
  while (likely + term <= 0.025) {
    likely += term;
    term = (term * (sorted.length - rank)) / (rank + 1);
    rank += 1;
  }
  const at = (index: number) => sorted[index] ?? Number.NaN;
  return rank === 0 ? [Number.NaN, Number.NaN] : [at(rank - 1), at(sorted.length - rank)];
}

/** The least value that at least this share of all values does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
