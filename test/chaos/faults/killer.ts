import type { Random } from "../../../src/kernel/values/id.ts";
import { between } from "./plan.ts";

/** The runtime as its killer sees it. */
export interface Victim {
  readonly pid: () => number | undefined;
  /** Resolves when it runs again after it has ended. */
  readonly restarted: () => Promise<void>;
}

/** Kills workerd at random moments and waits until it runs again, until the time is over. Answers how often. */
export async function killAtRandom(
  victim: Victim,
  random: Random,
  until: number,
  gapMs: readonly [number, number],
  /** A longer gap now and then: only then do caches become old. */
  calmMs?: readonly [number, number],
): Promise<number> {
  for (let kills = 0; ; kills += 1) {
    const isCalm = calmMs !== undefined && random() < 1 / 6;
    const at = Date.now() + between(random, ...(isCalm ? calmMs : gapMs));
    if (at >= until) return kills;
    await new Promise((resolve) => setTimeout(resolve, at - Date.now()));
    const pid = victim.pid();
    if (pid === undefined) throw new Error("there is no workerd to kill");
    const again = victim.restarted();
    process.kill(pid, "SIGKILL");
    await again;
  }
}
