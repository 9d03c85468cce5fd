import { type Run, runSeed } from "../../run.ts";
import { soundWiring, type Wiring } from "../../world/wiring.ts";

/** A planted bug must be found within this number of seeds. */
const mostSeeds = 30;

interface Search {
  readonly steps?: number;
  /** The seed that found the bug the last time. It is tried first, and if it no longer finds it, so are all others. */
  readonly first?: number;
}

/** Runs one seed after another with a planted bug until an invariant is violated. */
export async function findWith(
  bug: Partial<Wiring>,
  { steps = 1_500, first = 1 }: Search = {},
): Promise<Run> {
  const wiring = { ...soundWiring, ...bug };
  const others = Array.from({ length: mostSeeds }, (_, index) => index + 1).filter((seed) => seed !== first);
  for (const seed of [first, ...others]) {
    const run = await runSeed({ seed, steps, wiring });
    if (run.violation !== null) return run;
  }
  throw new Error(`the bug was not found in ${mostSeeds} seeds`);
}
