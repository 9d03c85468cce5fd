import type { AttackResult } from "../run.ts";
import { curlOf } from "./curl.ts";

const mostShown = 25;
/** A request that takes longer is named as slow. It is not a fault: the machine may be busy. */
export const slowMs = 2_000;

/** A run in words. */
export function reportOf({ options, tally, stored, planted, operations, url, ms }: AttackResult): string {
  const { faults, slowest } = tally;
  return [
    `seed ${options.seed}, ${tally.requests} requests to ${operations} operations in ${Math.round(ms / 1_000)} s`,
    "",
    ...[...tally.byKind]
      .sort(([, a], [, b]) => b.requests - a.requests)
      .map(([kind, { requests, statuses }]) => line(requests, `${kind} (${toldOf(statuses)})`)),
    "",
    line(planted, "marks of others, looked for in every answer and log line"),
    ...Object.entries(stored).map(([what, times]) => line(times, what)),
    "",
    `slowest (above ${slowMs} ms is slow)`,
    ...slowest.map(({ ms: took, asked }) => line(`${Math.round(took)} ms`, asked)),
    "",
    ...(faults.length === 0
      ? [`attack: no fault in ${tally.requests} requests of ${tally.byKind.size} kinds, seed ${options.seed}`]
      : [
          ...faults
            .slice(0, mostShown)
            .flatMap(({ kind, what, fault, shot }) => [
              `${kind}: ${what}`,
              `  ${fault}`,
              ...(shot === null ? [] : [`  ${curlOf(url, shot)}`]),
            ]),
          `attack: ${faults.length} faults in ${tally.requests} requests, seed ${options.seed}`,
        ]),
  ].join("\n");
}

function toldOf(statuses: ReadonlyMap<string, number>): string {
  return [...statuses]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, times]) => `${group} ${times}`)
    .join(", ");
}

function line(times: number | string, what: string): string {
  return `${String(times).padStart(10)}  ${what}`;
}
