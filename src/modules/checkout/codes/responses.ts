import type { StoreOrderResponse } from "../../orders/index.ts";
import { codeKeyOf } from "../../promotions/index.ts";
import type { Cart, CartCode } from "../cart/schema.ts";
import type { PricingContext } from "../quote/pricing-context.ts";
import { explain, sentence } from "../quote/promotions/explanation/explain.ts";
import type { PromotionOutcome } from "../quote/promotions/outcome.ts";
import type { Quote } from "../quote/quote.ts";

/** The codes of an open cart, and what became of each. */
export function codesOf(cart: Cart, { promotions, basket }: Quote, context: PricingContext): CartCode[] {
  return cart.codes.map((code) => {
    const key = codeKeyOf(code);
    const outcome = promotions.find((one) => one.code !== null && codeKeyOf(one.code) === key);
    if (outcome === undefined)
      return { code, applied: false, reason: "code-unknown", explanation: sentence("unknown", cart.locale) };
    return {
      code,
      applied: outcome.reason === "applied",
      reason: reasonOf(outcome),
      explanation: explain(outcome, basket.currency, { ...context, locale: cart.locale }),
    };
  });
}

/** The codes of a completed cart. */
export function orderedCodesOf({ codes, locale }: Cart, order: StoreOrderResponse): CartCode[] {
  const used = [...order.items.flatMap((item) => item.adjustments), ...order.adjustments];
  return codes.map((code) => {
    const key = codeKeyOf(code);
    const applied = used.some((one) => one.code !== null && codeKeyOf(one.code) === key);
    const explanation = sentence(applied ? "used" : "unused", locale);
    return { code, applied, reason: applied ? null : "code-not-applicable", explanation };
  });
}

function reasonOf({ reason }: PromotionOutcome): CartCode["reason"] {
  switch (reason) {
    case "applied":
      return null;
    case "ended":
      return "code-expired";
    case "used-up":
    case "budget-spent":
      return "code-used-up";
    case "not-active":
    case "not-started":
      return "code-unknown";
    case "no-code":
    case "condition-not-met":
    case "excluded":
    case "does-not-stack":
    case "nothing-to-discount":
      return "code-not-applicable";
  }
}
