import type { Random } from "../../../src/kernel/values/id.ts";

/** A random number generator with convenience methods. */
export interface Dice {
  readonly random: Random;
  /** An integer in [0, count). */
  readonly below: (count: number) => number;
  /** An integer, both ends included. */
  readonly between: (least: number, most: number) => number;
  readonly chance: (of: number) => boolean;
  /** Returns undefined if the list is empty. */
  readonly oneOf: <Item>(items: readonly Item[]) => Item | undefined;
  readonly someOf: <Item>(items: readonly Item[], most: number) => readonly Item[];
}

export function diceOf(random: Random): Dice {
  const below = (count: number) => Math.floor(random() * count);
  const dice: Dice = {
    random,
    below,
    between: (least, most) => least + below(most - least + 1),
    chance: (of) => random() < of,
    oneOf: (items) => items[below(items.length)],
    someOf: (items, most) =>
      [...new Set(Array.from({ length: Math.min(most, items.length) }, () => below(items.length)))].flatMap(
        (index) => items.slice(index, index + 1),
      ),
  };
  return dice;
}

/** Chooses by weight. */
export function weighed<Item>(dice: Dice, items: readonly (readonly [weight: number, item: Item])[]): Item {
  let left = dice.random() * items.reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, item] of items) {
    left -= weight;
    if (left < 0) return item;
  }
  const last = items.at(-1);
  if (last === undefined) throw new Error("there is nothing to choose from");
  return last[1];
}
