import type { AvailableOption } from "../../shipping/index.ts";
import type { Quote, QuoteDraft } from "./quote.ts";

/** Whether any line has to be shipped. */
export function requiresShipping({ lines }: Pick<QuoteDraft, "lines">): boolean {
  return lines.some(({ variant }) => variant?.requiresShipping === true);
}

/** The shipping option that a quote includes; null if nothing is to be shipped, or no option is chosen. */
export function shippingOptionOf({ shippingLines: [first] }: Quote): AvailableOption | null {
  return first === undefined ? null : { id: first.optionId, name: first.name, price: first.subtotal };
}
