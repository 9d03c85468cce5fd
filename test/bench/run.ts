import type { Bench, Sides } from "./cases/case.ts";
import { type CaseReport, caseReport, type Pair } from "./report/report.ts";

/** What is measured, and whether a turn is long enough to warm up by itself. */
export interface Measured extends Pick<CaseReport, "name" | "floorName" | "target"> {
  readonly isLong?: true;
}

/** Runs a case and its floor in turns, so that both meet the same noise. The first turn of short ones only warms up. */
export async function measure(
  { name, floorName, target, isLong }: Measured,
  { ours, floor, written }: Sides,
  { pairs, untilProjected }: Pick<Bench, "untilProjected"> & { readonly pairs: number },
): Promise<CaseReport> {
  const measured: Pair[] = [];
  for (let turn = isLong ? 1 : 0; turn <= pairs; turn += 1) {
    const ourLoad = await ours();
    const lagMs = written === null ? null : await untilProjected(written);
    const pair = { ours: ourLoad, floor: await floor(), lagMs };
    if (turn > 0) measured.push(pair);
  }
  return caseReport({ name, floorName, target }, measured);
}
