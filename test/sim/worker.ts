import "../../local/node/text-modules.ts";
import { parentPort } from "node:worker_threads";

const [{ runSeed }, { shrink }, { tellStory }, { faultsOf }, { contentRequests }, { soundWiring }] =
  await Promise.all([
    import("./run.ts"),
    import("./shrink.ts"),
    import("./story.ts"),
    import("./schedule/faults-of.ts"),
    import("./clients/specs/content/requests.ts"),
    import("./world/wiring.ts"),
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

interface Asked {
  readonly seed: number;
  readonly steps: number;
  /** Whether clients also ask for what content has. */
  readonly content: boolean;
}

parentPort?.on("message", (asked: Asked) => {
  finish(asked).then(
    (finished) => parentPort?.postMessage(finished),
    (error: unknown) => {
      throw error;
    },
  );
});

async function finish({ seed, steps, content }: Asked): Promise<Finished> {
  const wiring = content ? { ...soundWiring, requests: contentRequests } : soundWiring;
  const run = await runSeed({ seed, steps, wiring });
  if (run.violation !== null)
    parentPort?.postMessage({ found: `Seed ${seed}: ${run.violation.invariant} …` });
  const story =
    run.violation === null
      ? null
      : tellStory(run, await shrink(run, wiring), steps) + (content ? " --content" : "");
  return {
    ...{ seed, steps: run.steps, settling: run.settling, hash: run.hash, story },
    faults: { ...faultsOf(run.history), ...run.happened },
  };
}
