/** Says on standard error what a run is doing, and since when. */
export function sayProgress(from = performance.now()): (what: string) => void {
  return (what) =>
    process.stderr.write(`${((performance.now() - from) / 1_000).toFixed(1).padStart(6)} s  ${what}\n`);
}
