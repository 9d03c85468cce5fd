import type { CaseReport } from "./report.ts";
import { aligned } from "./table.ts";

/** How the ratios of cases changed against an earlier report. Machines differ, so nothing else is compared. */
export function comparisonOf(before: readonly CaseReport[], now: readonly CaseReport[]): string {
  const earlier = new Map(before.map((one) => [one.name, one]));
  const rows = now.map((one) => row(earlier.get(one.name), one));
  const gone = before.filter(({ name }) => now.every((one) => one.name !== name));
  return aligned([
    ["case", "before", "now", "change", ""],
    ...rows,
    ...gone.map(({ name, ratio }) => [name, ratio.median.toFixed(2), "", "", "not measured"]),
  ]);
}

function row(before: CaseReport | undefined, { name, ratio }: CaseReport): readonly string[] {
  const now = ratio.median.toFixed(2);
  if (before === undefined) return [name, "", now, "", "new"];
  const change = 100 * (ratio.median / before.ratio.median - 1);
  const overlap = ratio.min <= before.ratio.max && before.ratio.min <= ratio.max;
  return [
    name,
    before.ratio.median.toFixed(2),
    now,
    `${change < 0 ? "" : "+"}${change.toFixed(0)} %`,
    overlap ? "within the spread" : change < 0 ? "slower" : "faster",
  ];
}
