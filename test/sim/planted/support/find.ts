import { type Run, runSeed } from "../../run.ts";
import { soundWiring, type Wiring } from "../../world/wiring.ts";

/** A planted bug must be found within this number of seeds. */
const mostSeeds = 30;

/** Runs one seed after another with a planted bug until an invariant is violated. */
export async function findWith(bug: Partial<Wiring>, steps = 1_500): Promise<Run> {
  const wiring = { ...soundWiring, ...bug };
  for (let seed = 1; seed <= mostSeeds; seed += 1) {
    const run = await runSeed({ seed, steps, wiring });
    if (run.violation !== null) return run;
  }
  throw new Error(`the bug was not found in ${mostSeeds} seeds`);
}
