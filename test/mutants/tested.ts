import type { Stryker } from "@stryker-mutator/core";

export type Mutant = Awaited<ReturnType<Stryker["runMutationTest"]>>[number];

/** The mutants that were tested so far, for a run that is not finished in time. */
export const tested: Mutant[] = [];

/** Stryker loads this module as a plugin, and tells the reporter about each mutant. */
export const strykerPlugins = [
  {
    kind: "Reporter",
    name: "tested",
    value: { onMutantTested: (mutant: Mutant) => void tested.push(mutant) },
  },
];
