import type { AvailableOption } from "../../shipping/index.ts";
import { remainderOf } from "./amounts.ts";
import type { Quote, QuoteDraft } from "./quote.ts";

/** Whether any line has to be shipped. */
export function requiresShipping({ lines }: Pick<QuoteDraft, "lines">): boolean {
  return lines.some(({ variant }) => variant?.requiresShipping === true);
}

/**
 * The shipping option that a quote includes, at the price after adjustments; null if nothing is to be shipped, or no
 * option is chosen.
 */
export function shippingOptionOf({ shippingLines: [first] }: Quote): AvailableOption | null {
  return first === undefined ? null : { id: first.optionId, name: first.name, price: remainderOf(first) };
}
