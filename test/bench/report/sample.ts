import type { CaseReport } from "./report.ts";

/** A case for tests, with a ratio from `min` to `max`. */
export function sampleCase(name: string, median: number, more: Partial<CaseReport> = {}): CaseReport {
  return {
    name,
    floorName: "hello",
    target: 0.5,
    ratio: { median, min: median - 0.1, max: median + 0.1 },
    ours: { perSecond: 1_000 * median, p50: 3, p99: 12.34 },
    floor: { perSecond: 1_000, p50: 2, p99: 9 },
    lagMs: null,
    ...more,
  };
}
