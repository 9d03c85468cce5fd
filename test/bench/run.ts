import type { Bench, Case } from "./cases/case.ts";
import { type CaseReport, caseReport, type Pair } from "./report/report.ts";

/** Runs a case and its floor in turns, so that both meet the same noise. The first turn of short ones only warms up. */
export async function measure(one: Case, bench: Bench, pairs: number): Promise<CaseReport> {
  const { ours, floor, written } = await one.open(bench);
  const measured: Pair[] = [];
  for (let turn = one.isLong ? 1 : 0; turn <= pairs; turn += 1) {
    const ourLoad = await ours();
    const lagMs = written === null ? null : await bench.untilProjected(written);
    const pair = { ours: ourLoad, floor: await floor(), lagMs };
    if (turn > 0) measured.push(pair);
  }
  return caseReport(one, measured);
}
