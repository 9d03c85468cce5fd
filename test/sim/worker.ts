import "../../local/node/text-modules.ts";
import { parentPort } from "node:worker_threads";

const [{ runSeed }, { shrink }, { tellStory }] = await Promise.all([
  import("./run.ts"),
  import("./shrink.ts"),
  import("./story.ts"),
]);

/** What a thread says of a seed: that it found something and looks for its shortest history, and what came of all. */
export type Said = { readonly found: string } | Finished;

export interface Finished {
  readonly seed: number;
  readonly steps: number;
  readonly settling: number;
  readonly hash: string;
  /** What was found broken, in words; null where nothing was. */
  readonly story: string | null;
}

// Consumers log every fault that is put in their way.
console.error = () => undefined;

parentPort?.on("message", ({ seed, steps }: { readonly seed: number; readonly steps: number }) => {
  finish(seed, steps).then(
    (finished) => parentPort?.postMessage(finished),
    (error: unknown) => {
      throw error;
    },
  );
});

async function finish(seed: number, steps: number): Promise<Finished> {
  const run = await runSeed({ seed, steps });
  if (run.violation !== null)
    parentPort?.postMessage({ found: `Seed ${seed}: ${run.violation.invariant} …` });
  const story = run.violation === null ? null : tellStory(run, await shrink(run, undefined), steps);
  return { seed, steps: run.steps, settling: run.settling, hash: run.hash, story };
}
