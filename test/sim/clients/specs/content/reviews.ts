import type { Dice } from "../../dice.ts";
import type { WeightedRequest } from "../spec.ts";

/** What shoppers write about products. Moderators find it among the comments. */
export const reviewRequests: readonly WeightedRequest[] = [[24, createReview]];

function createReview(dice: Dice) {
  const input = {
    handle: dice.oneOf(["lamp", "rug", "tent"]),
    requestedLocales: [],
    author: { name: "Ada", email: "ada@example.com" },
    body: `Bright ${dice.below(1_000)}.`,
    ...(dice.chance(0.8) ? { rating: dice.between(1, 5) } : {}),
  };
  return { command: "comments.createReview", input, shopper: true } as const;
}
