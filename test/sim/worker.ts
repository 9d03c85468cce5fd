import "../../local/node/text-modules.ts";
import { parentPort } from "node:worker_threads";

const [{ runSeed }, { shrink }, { tellStory }, { faultsOf }] = await Promise.all([
  import("./run.ts"),
  import("./shrink.ts"),
  import("./story.ts"),
  import("./schedule/faults-of.ts"),
]);

/** A thread's messages about a seed: that it found a violation and is shrinking it, and the final result. */
export type Said = { readonly found: string } | Finished;

export interface Finished {
  readonly seed: number;
  readonly steps: number;
  readonly settling: number;
  readonly hash: string;
  /** How often each kind of fault was injected. */
  readonly faults: Readonly<Record<string, number>>;
  /** The violation as text, or null if there is none. */
  readonly story: string | null;
}

// Consumers log every injected fault.
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
  return {
    ...{ seed, steps: run.steps, settling: run.settling, hash: run.hash, story },
    faults: { ...faultsOf(run.history), ...run.happened },
  };
}
