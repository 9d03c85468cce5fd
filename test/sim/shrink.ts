import { type Run, type RunOptions, runHistory } from "./run.ts";
import type { Action } from "./schedule/action.ts";

/** Time limit for shrinking. The history is short enough by then. */
const mostMs = 60_000;

/**
 * Removes decisions from a failing history as long as the same invariant is still violated: first all of one object
 * or of one kind, then half of the rest at a time, then ever smaller parts. Returns the run of the shortest history.
 */
export async function shrink(failed: Run, wiring: RunOptions["wiring"]): Promise<Run> {
  const until = performance.now() + mostMs;
  let shortest = failed;
  const attempt = async (history: readonly Action[]): Promise<void> => {
    if (history.length === shortest.history.length || performance.now() > until) return;
    const options = { ...(wiring === undefined ? {} : { wiring }), keepLines: true };
    const run = await runHistory(failed.seed, history, options);
    if (run.violation?.invariant === failed.violation?.invariant) shortest = run;
  };
  for (const belongs of groupsOf(failed.history))
    await attempt(shortest.history.filter((action) => !belongs(action)));
  for (let size = Math.ceil(shortest.history.length / 2); performance.now() < until; ) {
    const before = shortest.history.length;
    for (let end = before; end > 0; end -= size) {
      const { history } = shortest;
      await attempt([...history.slice(0, Math.max(0, end - size)), ...history.slice(end)]);
    }
    if (size === 1 && shortest.history.length === before) break;
    size = Math.max(1, Math.min(Math.floor(size / 2), Math.ceil(shortest.history.length / 2)));
  }
  return shortest;
}

/** Groups decisions by object or by kind. */
function groupsOf(history: readonly Action[]): readonly ((action: Action) => boolean)[] {
  const objects = [...new Set(history.map(objectOf))].filter((object) => object !== null);
  const kinds = [...new Set(history.map((action) => action.do))];
  return [
    ...objects.map((object) => (action: Action) => objectOf(action) === object),
    ...kinds.map((kind) => (action: Action) => action.do === kind),
  ];
}

function objectOf(action: Action): string | null {
  if ("object" in action) return String(action.object);
  if ("call" in action) return /\d+/.exec(action.call.replace(/^d1/, ""))?.[0] ?? null;
  return null;
}
