import { describe, expect, it } from "vitest";
import type { Load } from "../load/workload.ts";
import { caseReport } from "./report.ts";

const about = { name: "cached page", floorName: "hello", target: 0.75 };
const load = (perSecond: number, p50: number | null = 1): Load => ({ count: 1, perSecond, p50, p99: p50 });

describe("the report of a case", () => {
  it("divides each run by the floor's run beside it", () => {
    // Given a machine that is half as fast in the second pair
    const pairs = [
      { ours: load(800), floor: load(1_000), lagMs: null },
      { ours: load(400), floor: load(500), lagMs: null },
      { ours: load(900), floor: load(1_000), lagMs: null },
    ];
    expect(caseReport(about, pairs)).toMatchObject({
      ratio: { median: 0.8, min: 0.8, max: 0.9 },
      ours: { perSecond: 800 },
      floor: { perSecond: 1_000 },
    });
  });

  it("tells the longest that the read model took to catch up", () => {
    const pair = { ours: load(1), floor: load(1) };
    const report = caseReport(about, [
      { ...pair, lagMs: 20 },
      { ...pair, lagMs: 2_500 },
    ]);
    expect(report.lagMs).toBe(2_500);
  });

  it("has no latency where only the whole was measured", () => {
    const report = caseReport(about, [{ ours: load(5, null), floor: load(1, 4), lagMs: null }]);
    expect([report.ours.p50, report.floor.p50, report.lagMs]).toEqual([null, 4, null]);
  });
});
