import { createRandom } from "../../../local/node/random.ts";
import type { Random } from "../../../src/kernel/values/id.ts";

export type { Random };

/** One of a list. */
export function oneOf<Value>(list: readonly Value[], random: Random): Value {
  const value = list[Math.floor(random() * list.length)];
  if (value === undefined) throw new Error("there is nothing to choose from");
  return value;
}

/** Numbers that depend on the seed and a name alone, whatever else runs. */
export function randomFor(seed: number, name: string): Random {
  let hash = seed;
  for (const character of name) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) | 0;
  return createRandom(hash);
}

export function shuffled<Value>(list: readonly Value[], random: Random): readonly Value[] {
  return list
    .map((value) => ({ value, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}
