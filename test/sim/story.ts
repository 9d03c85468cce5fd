import type { Run } from "./run.ts";

/** Maximum number of history lines printed. The last ones are printed. */
const mostBefore = 200;
/** Maximum number of lines printed for the steps after the last decision. */
const mostAfterwards = 12;

/** Describes a failed run: the violation, the steps that led to it, and the command that reproduces it. */
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
