import { times } from "../../../kernel/values/arithmetic.ts";
import { addsUp } from "../../pricing/index.ts";
import type { OrderDraft } from "./schema.ts";

/**
 * Throws where a draft's amounts do not follow from one another. Whoever made the draft priced it wrongly: nobody is to
 * pay for that, so the order is not placed.
 */
export function assertAddsUp(draft: OrderDraft): void {
  const { items, totals, shippingOption } = draft;
  const counted = items.every(
    ({ unitPrice, quantity, subtotal }) => times(unitPrice, quantity).amount === subtotal.amount,
  );
  const shipped = (shippingOption?.price.amount ?? 0) === totals.shipping.amount;
  if (!counted || !shipped || !addsUp({ lines: items, totals }, draft))
    throw new Error("the amounts of an order do not add up");
}
