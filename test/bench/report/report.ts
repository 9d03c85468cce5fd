import type { Load } from "../load/workload.ts";
import { median, type Spread, spreadOf } from "./statistics.ts";

/** What a benchmark of all cases found, as it is written to a file. */
export interface Report {
  readonly machine: Machine;
  readonly settings: Settings;
  readonly cases: readonly CaseReport[];
}

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly node: string;
  readonly workerd: string;
}

export interface Settings {
  readonly pairs: number;
  readonly seconds: number;
  readonly generator: string;
}

/** A case: how often it is done in a second for each time that its floor is. */
export interface CaseReport {
  readonly name: string;
  readonly floorName: string;
  readonly target: number | null;
  readonly ratio: Spread;
  readonly ours: Typical;
  readonly floor: Typical;
  /** The longest that the read model took to catch up after a run; null where nothing was written. */
  readonly lagMs: number | null;
}

/** The medians of all runs. */
export interface Typical {
  readonly perSecond: number;
  readonly p50: number | null;
  readonly p99: number | null;
}

/** One run of each, one after the other. */
export interface Pair {
  readonly ours: Load;
  readonly floor: Load;
  readonly lagMs: number | null;
}

export function caseReport(
  about: Pick<CaseReport, "name" | "floorName" | "target">,
  pairs: readonly Pair[],
): CaseReport {
  const lags = pairs.flatMap(({ lagMs }) => (lagMs === null ? [] : [lagMs]));
  return {
    ...about,
    // Each with the run beside it: a machine that slows down slows both.
    ratio: spreadOf(pairs.map(({ ours, floor }) => ours.perSecond / floor.perSecond)),
    ours: typical(pairs.map(({ ours }) => ours)),
    floor: typical(pairs.map(({ floor }) => floor)),
    lagMs: lags.length === 0 ? null : Math.max(...lags),
  };
}

function typical(loads: readonly Load[]): Typical {
  const of = (name: "p50" | "p99") => {
    const known = loads.flatMap((load) => load[name] ?? []);
    return known.length === 0 ? null : median(known);
  };
  return { perSecond: median(loads.map(({ perSecond }) => perSecond)), p50: of("p50"), p99: of("p99") };
}
