import { times } from "../../../../kernel/values/arithmetic.ts";
import type { SellableVariant } from "../../../products/index.ts";
import type { DraftLine, QuoteStep, TraceEntry } from "../quote.ts";

/**
 * Sets each line's unit price to the variant's current price. An unavailable variant keeps its last price.
 */
export const unitPrices: QuoteStep = {
  name: "unit-prices",
  apply(quote, { variants }) {
    const { currency } = quote.basket;
    const lines = quote.lines.map((line): DraftLine => {
      const variant = variants.get(line.line.variantId);
      const available = variant === undefined || variant.price === null ? null : variant;
      const unitPrice = available?.price ?? { amount: line.line.unitAmount, currency };
      const subtotal = times(unitPrice, line.line.quantity);
      return { ...line, variant: available, unitPrice, subtotal };
    });
    const trace = lines.map((line) => explain(line, variants.get(line.line.variantId)));
    return { ...quote, lines, trace: [...quote.trace, ...trace] };
  },
};

function explain({ line, variant, unitPrice }: DraftLine, found: SellableVariant | undefined): TraceEntry {
  return {
    step: unitPrices.name,
    lineId: line.id,
    source: { kind: "variant", id: line.variantId },
    applied: variant !== null,
    reason: reasonFor(found),
    amount: unitPrice,
  };
}

function reasonFor(found: SellableVariant | undefined): string {
  if (found === undefined) return "not-published";
  return found.price === null ? "no-price-in-currency" : "base-price";
}
