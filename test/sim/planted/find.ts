import { type Run, runSeed } from "../run.ts";
import { soundWiring, type Wiring } from "../world/wiring.ts";

/** Seeds within which a planted bug must be found. */
const mostSeeds = 30;

/** Runs seed after seed with a bug planted, until a promise is found broken. */
export async function findWith(bug: Partial<Wiring>, steps = 1_500): Promise<Run> {
  const wiring = { ...soundWiring, ...bug };
  for (let seed = 1; seed <= mostSeeds; seed += 1) {
    const run = await runSeed({ seed, steps, wiring });
    if (run.violation !== null) return run;
  }
  throw new Error(`the bug was not found in ${mostSeeds} seeds`);
}
