import { type Run, type RunOptions, runHistory } from "./run.ts";
import type { Action } from "./schedule/action.ts";

/** Runs that shrinking may take: what is left by then is short enough. */
const mostRuns = 1_500;

/**
 * Leaves decisions out of a failing history for as long as the same promise is still found broken: first half of them at
 * a time, then ever fewer. Answers the run of the shortest history found.
 */
export async function shrink(failed: Run, wiring: RunOptions["wiring"]): Promise<Run> {
  let shortest = failed;
  let runs = 0;
  const attempt = async (history: readonly Action[]): Promise<boolean> => {
    runs += 1;
    const run = await runHistory(failed.seed, history, {
      ...(wiring === undefined ? {} : { wiring }),
      keepLines: true,
    });
    if (run.violation?.invariant !== failed.violation?.invariant) return false;
    shortest = run;
    return true;
  };
  for (let size = Math.ceil(failed.history.length / 2); runs < mostRuns; ) {
    const before = shortest.history.length;
    for (let from = before - size; from > -size && runs < mostRuns; from -= size) {
      const { history } = shortest;
      await attempt([
        ...history.slice(0, Math.max(0, from)),
        ...history.slice(Math.max(0, from) + Math.min(size, size + from)),
      ]);
    }
    if (size === 1 && shortest.history.length === before) break;
    size = Math.max(1, Math.min(Math.floor(size / 2), Math.ceil(shortest.history.length / 2)));
  }
  return shortest;
}
