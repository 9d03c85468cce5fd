import type { Dice } from "../dice.ts";
import type { Shop } from "../shop.ts";
import type { RequestSpec, WeightedRequest } from "./spec.ts";

/** Promotions that are used up soon, and shoppers who enter their codes. */
export const promotionRequests: readonly WeightedRequest[] = [
  [0.5, createPromotion],
  [2, enterCode],
];

/** There are only a few, so that some are already taken, and several carts want the same. */
export function codeOf(dice: Dice): string {
  return `CODE-${dice.below(6)}`;
}

function createPromotion(dice: Dice): RequestSpec {
  const on = dice.oneOf(["items", "order", "shipping"]);
  const input = {
    name: "A sale",
    status: "active",
    ...(dice.chance(0.6) ? { codes: [codeOf(dice)] } : {}),
    action: { kind: "percent", on, rate: dice.between(1, 30) * 100 },
    limits: {
      ...(dice.chance(0.5) ? { uses: dice.between(1, 4) } : {}),
      ...(dice.chance(0.3) ? { usesPerCustomer: dice.between(1, 3) } : {}),
      ...(dice.chance(0.5) ? { budget: { amount: dice.between(1, 9_000), currency: "USD" } } : {}),
    },
  };
  return { command: "promotions.createPromotion", input };
}

function enterCode(dice: Dice, shop: Shop): RequestSpec | null {
  const cart = dice.oneOf(shop.carts);
  if (cart === undefined) return null;
  return { command: "checkout.addCode", input: { id: cart, code: codeOf(dice) }, shopper: true };
}
