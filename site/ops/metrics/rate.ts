import type { Sample, Samples } from "./parse.ts";

/** The metrics as they were at a time. */
export interface Snapshot {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly samples: Samples;
}

/**
 * What counters have counted between two snapshots, series by series. A counter that is lower than before has started
 * again from zero. A series that was not there before has counted all of its value, if its metric was there.
 */
export function increases(before: Samples, after: Samples): Samples {
  return new Map([...after].map(([name, series]) => [name, increasesOf(before.get(name), series)]));
}

function increasesOf(before: readonly Sample[] | undefined, after: readonly Sample[]): readonly Sample[] {
  if (before === undefined) return after.map((sample) => ({ ...sample, value: 0 }));
  const former = new Map(before.map((sample) => [keyOf(sample), sample.value]));
  return after.map((sample) => {
    const was = former.get(keyOf(sample)) ?? 0;
    return { ...sample, value: sample.value < was ? sample.value : sample.value - was };
  });
}

function keyOf({ labels }: Sample): string {
  return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What was counted over a while. */
export interface Window {
  readonly seconds: number;
  readonly counted: Samples;
}

/**
 * What was counted in about the last `ms` milliseconds. Isolates hand over what they count now and then, so that a rate
 * between two neighbouring snapshots would jump. Null until there are two snapshots.
 */
export function windowOf(history: readonly Snapshot[], ms: number): Window | null {
  const last = history.at(-1);
  if (last === undefined) return null;
  const first = history.find(({ at }) => at >= last.at - ms);
  if (first === undefined || first.at >= last.at) return null;
  return {
    seconds: (last.at - first.at) / 1000,
    counted: increases(first.samples, last.samples),
  };
}
