import { Broken, type Invariant } from "../../violation.ts";

/** Compares what the read model says of each thing with what it should say. Nothing is said of those that are missing. */
export function compareCounts(
  invariant: Invariant,
  stored: ReadonlyMap<string, string>,
  expected: ReadonlyMap<string, string>,
): void {
  for (const id of new Set([...stored.keys(), ...expected.keys()]))
    if (stored.get(id) !== expected.get(id))
      throw new Broken(invariant, `${id}: ${stored.get(id)}, and should be ${expected.get(id)}`);
}
