import type { Random } from "../../../src/kernel/values/id.ts";

/** A stretch in which D1 does not do what it should. Instants in milliseconds since 1970. */
export interface Outage {
  readonly from: number;
  readonly until: number;
  readonly kind: OutageKind;
}

/**
 * `down` refuses before anything is done. `lost` does what it is asked and then, every other time, says that it failed.
 * `slow` makes everybody wait.
 */
export type OutageKind = "down" | "lost" | "slow";

/** How often, of 1, each thing goes wrong while faults are on. */
export interface Rates {
  readonly messageDropped: number;
  readonly messageDoubled: number;
  readonly messageDelayed: number;
  readonly sendReordered: number;
  readonly sendFails: number;
  readonly batchReordered: number;
  readonly batchRaced: number;
  readonly batchCrashes: number;
  /** An object is thrown out of memory, at each of the places where that hurts. */
  readonly evicted: number;
}

/** What a run does to the platform, and when. Follows from the seed; only the instants are the clock's. */
export interface Plan {
  readonly seed: number;
  readonly from: number;
  /** From here on there is quiet: nothing goes wrong any more. */
  readonly until: number;
  readonly outages: readonly Outage[];
  readonly rates: Rates;
}

/** Plans so many milliseconds of faults. About a fifth of them have an outage of D1. */
export function planFaults(seed: number, random: Random, from: number, lastsMs: number): Plan {
  const until = from + lastsMs;
  return { seed, from, until, outages: planOutages(random, from, until), rates };
}

const rates: Rates = {
  messageDropped: 0.12,
  messageDoubled: 0.12,
  messageDelayed: 0.08,
  sendReordered: 0.2,
  sendFails: 0.05,
  batchReordered: 0.3,
  batchRaced: 0.1,
  batchCrashes: 0.05,
  evicted: 0.01,
};

const kinds: readonly OutageKind[] = ["down", "lost", "slow"];

function planOutages(random: Random, from: number, until: number): readonly Outage[] {
  const outages: Outage[] = [];
  for (let at = from + between(random, 1_500, 4_000); ; ) {
    const ends = at + between(random, 1_000, 4_000);
    if (ends > until) return outages;
    outages.push({ from: at, until: ends, kind: kinds[outages.length % kinds.length] ?? "down" });
    at = ends + between(random, 6_000, 12_000);
  }
}

/** A whole number from `least` to `most`. */
export function between(random: Random, least: number, most: number): number {
  return least + Math.floor(random() * (most - least + 1));
}

export function outageAt(plan: Plan, now: number): OutageKind | null {
  return plan.outages.find((outage) => outage.from <= now && now < outage.until)?.kind ?? null;
}

/** A product with this among its tags cannot be projected while faults are on. */
export const poisonTag = "chaos-poison";
