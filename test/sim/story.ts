import type { Run } from "./run.ts";

/** Lines that are told of the history itself, the last ones. */
const mostBefore = 200;
/** Lines that are told of what follows the decisions by itself. */
const mostAfterwards = 12;

/** A failed run, for whoever has to mend what it found: what was broken, how it came to it, and how to see it again. */
export function tellStory(failed: Run, shortest: Run, steps: number): string {
  const { violation, history, lines } = shortest;
  const numbered = lines.map((line, index) => `  ${String(index + 1).padStart(4)}  ${line}`);
  const afterwards = numbered.slice(history.length);
  const left = afterwards.length - mostAfterwards;
  return [
    `Seed ${failed.seed}: ${violation?.invariant}`,
    `  ${violation?.detail}`,
    "",
    `The shortest history found, ${history.length} of ${failed.history.length} decisions:`,
    ...(history.length > mostBefore ? [`        … ${history.length - mostBefore} before these`] : []),
    ...numbered.slice(Math.max(0, history.length - mostBefore), history.length),
    ...(afterwards.length > 1 ? ["  and then, by itself:"] : []),
    ...afterwards.slice(0, mostAfterwards),
    ...(left > 0 ? [`        … and ${left} more, to the end:`, ...afterwards.slice(-1)] : []),
    "",
    `Again: npm run sim -- --seed ${failed.seed} --steps ${steps}`,
  ].join("\n");
}
