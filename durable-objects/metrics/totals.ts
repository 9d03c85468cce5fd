import { droppedDeltas } from "../../src/kernel/telemetry/names.ts";
import type { Delta } from "../../src/telemetry/metrics/deltas.ts";

/** The most series. Their labels come from code, so that only many releases could have more. */
export const mostSeries = 10_000;

type Numbers = readonly number[];

/** The sums, by family. A family with other buckets has another name before its first tab, so that the two are not mixed. */
export interface Totals {
  add(delta: Delta): void;
  all(): readonly Delta[];
  /** Families that have changed since they were last called written, as text. */
  changed(): readonly (readonly [family: string, text: string])[];
  written(): void;
}

/** Opens sums that were stored as text. */
export function openTotals(
  texts: Iterable<readonly [family: string, text: string]>,
  most = mostSeries,
): Totals {
  const families = new Map<string, Map<string, Numbers>>();
  // `changed` made them.
  for (const [family, text] of texts) families.set(family, new Map(JSON.parse(text) as Delta[]));
  let size = [...families.values()].reduce((sum, sums) => sum + sums.size, 0);
  const changed = new Set<string>();

  const familyOf = (series: string) => series.split("\t", 1)[0] ?? "";
  const set = (series: string, numbers: Numbers) => {
    const family = familyOf(series);
    const sums = families.get(family) ?? new Map<string, Numbers>();
    if (!sums.has(series)) size += 1;
    sums.set(series, numbers);
    families.set(family, sums);
    changed.add(family);
  };
  const sumOf = (series: string) => families.get(familyOf(series))?.get(series);
  const drop = () => set(droppedDeltas.name, [(sumOf(droppedDeltas.name)?.[0] ?? 0) + 1]);
  return {
    add([series, numbers]) {
      const before = sumOf(series);
      if (before === undefined) {
        if (size >= most) drop();
        else set(series, numbers);
      } else if (before.length !== numbers.length) drop();
      else
        set(
          series,
          before.map((value, index) => value + (numbers[index] ?? 0)),
        );
    },
    all: () => [...families.values()].flatMap((sums) => [...sums]),
    changed: () => [...changed].map((family) => [family, JSON.stringify([...(families.get(family) ?? [])])]),
    written: () => changed.clear(),
  };
}
