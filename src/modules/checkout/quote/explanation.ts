import { sumOf } from "../../../kernel/values/arithmetic.ts";
import type { Adjustment as AdjustmentResponse, OrderAdjustment, TaxLine } from "../../orders/index.ts";
import type { Discount } from "../cart/schema.ts";
import type { Adjustment, Chargeable, Quote, QuoteDraft } from "./quote.ts";

/** What promotions took off one line, shares of order promotions included. The amounts sum to the line's discount. */
export function adjustmentsOf({ adjustments }: Chargeable): AdjustmentResponse[] {
  return adjustments.map(toResponse);
}

/** What promotions took off the whole order and off shipping, each once, in the order in which they did. */
export function orderAdjustmentsOf({ lines, shippingLines, promotions }: QuoteDraft): OrderAdjustment[] {
  const turnOf = new Map(promotions.map(({ promotion }, index) => [promotion.id, index]));
  const shares = lines.flatMap(({ adjustments }) =>
    adjustments.filter(({ allocation }) => allocation === "across"),
  );
  const shipping = shippingLines.flatMap(({ adjustments }) => adjustments);
  return [
    ...together(shares, turnOf).map((one) => ({ ...one, target: "order" as const })),
    ...together(shipping, turnOf).map((one) => ({ ...one, target: "shipping" as const })),
  ];
}

/** What each promotion took off: of all lines and of shipping together. */
export function discountsOf({ promotions }: QuoteDraft): Discount[] {
  return promotions.flatMap(({ promotion, amount }) =>
    amount === null ? [] : [{ promotionId: promotion.id, amount: amount.amount }],
  );
}

/** The taxes on shipping, by name and rate. */
export function shippingTaxesOf({ shippingLines }: Quote): TaxLine[] {
  const taxes = shippingLines.flatMap((line) => line.taxes);
  return [...Map.groupBy(taxes, ({ name, rate }) => `${rate} ${name}`).values()].flatMap((same) => {
    const [first] = same;
    return first === undefined ? [] : [{ ...first, amount: totalOf(first, same) }];
  });
}

function together(
  adjustments: readonly Adjustment[],
  turnOf: ReadonlyMap<string, number>,
): readonly AdjustmentResponse[] {
  const bySource = Map.groupBy(adjustments, ({ source }) => `${source.kind} ${source.id}`);
  const all = [...bySource.values()].flatMap((same) => {
    const [first] = same;
    return first === undefined ? [] : [{ ...toResponse(first), amount: totalOf(first, same) }];
  });
  // The first line need not have a share of the first promotion.
  return all.toSorted((a, b) => (turnOf.get(a.promotionId) ?? 0) - (turnOf.get(b.promotionId) ?? 0));
}

function totalOf(first: Pick<TaxLine, "amount">, parts: readonly Pick<TaxLine, "amount">[]) {
  return sumOf(
    first.amount.currency,
    parts.map(({ amount }) => amount),
  );
}

function toResponse({ source, code, label, amount }: Adjustment): AdjustmentResponse {
  return { promotionId: source.id, code, label, amount };
}
