import type { Known } from "./known.ts";
import { readinessView } from "./readiness.ts";

/** What to tell those who do not see the page: what has changed since the last round, in sentences. Empty if nothing has. */
export function changesBetween(before: Known, after: Known): string {
  const was = readinessView(before.readiness);
  const is = readinessView(after.readiness);
  const readiness =
    was.title === is.title && was.reasons.join() === is.reasons.join() ? [] : [`${is.title}.`, ...is.reasons];
  const count = after.letters?.items.length ?? 0;
  const changed = before.letters !== null && before.letters.items.length !== count;
  return [...readiness, ...(changed ? [letterSentence(count)] : [])].join(" ");
}

function letterSentence(count: number): string {
  if (count === 0) return "No dead letters are open.";
  return count === 1 ? "1 dead letter is open." : `${count} dead letters are open.`;
}
