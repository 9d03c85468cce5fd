import type { Random } from "../../../../src/kernel/values/id.ts";
import { between } from "../../faults/plan.ts";
import { oneOf } from "../shop.ts";

const words =
  "amber birch cedar dune ember fern grove harbour iris juniper kelp linen moss nettle oak pine".split(" ");

export function word(random: Random): string {
  return oneOf(words, random) ?? "amber";
}

/** Few enough that titles, and so handles, often clash. */
export function sentence(random: Random): string {
  return `${word(random)} ${word(random)}`;
}

/** Prices in one or both of the shop's currencies. */
export function pricesBy(random: Random) {
  const dollars = { amount: between(random, 0, 50_000), currency: "USD" };
  return random() < 0.5 ? [dollars] : [dollars, { amount: between(random, 0, 50_000), currency: "EUR" }];
}
