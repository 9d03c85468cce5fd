import type { Batch } from "../../src/telemetry/metrics/flush.ts";

/** An isolate that has sent nothing for so long sends nothing again. */
const keptMs = 60 * 60 * 1000;
const mostIsolates = 5_000;

type Isolate = readonly [id: string, number: number, seen: number];

/** The last batch of each isolate, so that one that is sent again is not added again. */
export interface Isolates {
  /** Notes a batch. Returns false if it was noted before. */
  note(batch: Batch, now: number): boolean;
  forget(now: number): void;
  asJson(): unknown;
}

/** Opens isolates that were stored. */
export function openIsolates(stored: unknown): Isolates {
  // `asJson` made them. The one that was seen last is the last.
  const isolates = new Map(((stored ?? []) as Isolate[]).map((one) => [one[0], one]));
  return {
    note({ isolate, number }, now) {
      const before = isolates.get(isolate)?.[1] ?? 0;
      if (number <= before) return false;
      isolates.delete(isolate);
      isolates.set(isolate, [isolate, number, now]);
      return true;
    },
    forget(now) {
      for (const [id, [, , seen]] of isolates)
        if (seen > now || seen < now - keptMs || isolates.size > mostIsolates) isolates.delete(id);
    },
    asJson: () => [...isolates.values()],
  };
}
