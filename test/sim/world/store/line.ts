import type { Random } from "../../../../src/kernel/values/id.ts";
import { type Faults, obstacleOf } from "../faults.ts";
import type { Network } from "../network.ts";
import type { Process } from "../process.ts";

/** A call within the store's reads. */
export type Line = <Value>(
  process: Process,
  label: string,
  run: () => Value | Promise<Value>,
) => Promise<Value>;

/** Most calls of the store take no time: only then does a cache get old enough to be asked again. Some take their time. */
const slowOf = 0.12;

export function lineOver(network: Network, faults: Faults, now: () => number, random: Random): Line {
  return (process, label, run) => {
    const isSlow = label.startsWith("d1") && now() < faults.databaseSlowUntil;
    if (isSlow || random() < slowOf) return network.call(process, label, run);
    const obstacle = obstacleOf(faults, label, now());
    return obstacle === null ? Promise.resolve().then(run) : Promise.reject(new Error(obstacle));
  };
}
