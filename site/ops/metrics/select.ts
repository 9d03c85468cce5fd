import type { Sample, Samples } from "./parse.ts";

/** Which samples to take: those whose labels have these values. */
export type Matching = Readonly<Record<string, string>>;

/** The samples of a metric. Null if the answer does not have it. */
export function samplesOf(samples: Samples, name: string, matching: Matching = {}): readonly Sample[] | null {
  const found = samples.get(name);
  if (found === undefined) return null;
  const wanted = Object.entries(matching);
  return found.filter(({ labels }) => wanted.every(([key, value]) => labels[key] === value));
}

/** The sum of a metric's samples. Null if the answer does not have it. */
export function sumOf(samples: Samples, name: string, matching: Matching = {}): number | null {
  const found = samplesOf(samples, name, matching);
  return found === null ? null : found.reduce((sum, { value }) => sum + value, 0);
}

/** The sums by the value of a label, in the order in which the values appear. */
export function sumsBy(
  samples: Samples,
  name: string,
  label: string,
  matching: Matching = {},
): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { labels, value } of samplesOf(samples, name, matching) ?? []) {
    const key = labels[label] ?? "";
    sums.set(key, (sums.get(key) ?? 0) + value);
  }
  return sums;
}
