import type { Random } from "../../../../src/kernel/values/id.ts";
import type { Answer, Intent } from "../../client/ledger.ts";
import type { Shop } from "../shop.ts";

/** One kind of thing that staff does to a shop, and how often compared with others. */
export interface Action {
  readonly what: string;
  readonly weight: number;
  /** What to send; null where the shop has nothing to do it to. */
  readonly ask: (shop: Shop, random: Random) => Asked | null;
}

export interface Asked {
  readonly intent: Intent;
  /** Absent, the request is one command. */
  readonly several?: boolean;
  /** Who asks: the shop's staff unless said otherwise. */
  readonly as?: "staff" | "platform" | "shopper";
  /** `false` where the answer under one key tells how things are now. */
  readonly repeatable?: boolean;
  /** What the first good answer teaches. */
  readonly learn?: ((answer: Answer) => void) | undefined;
  /** What to do if nobody can say whether it happened. */
  readonly lose?: () => void;
}

/** One of several things to do, each as often as its weight says. */
export function chosenBy<Choice extends { readonly weight: number }>(
  choices: readonly Choice[],
  random: Random,
): Choice {
  let rest = random() * choices.reduce((sum, { weight }) => sum + weight, 0);
  for (const choice of choices) {
    rest -= choice.weight;
    if (rest < 0) return choice;
  }
  throw new Error("there is nothing to choose from");
}
