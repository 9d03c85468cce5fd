import { times } from "../../../../kernel/values/arithmetic.ts";
import type { SelectedPrice } from "../../../pricing/index.ts";
import type { DraftLine, QuoteStep, TraceEntry } from "../quote.ts";
import { selectedPrice } from "../selected-price.ts";

/**
 * Sets each line's unit price to the variant's price now, for the basket's quantity, destination and customer. An unavailable
 * variant keeps its last price.
 */
export const unitPrices: QuoteStep = {
  name: "unit-prices",
  apply(quote, context) {
    const { basket } = quote;
    const priced = quote.lines.map((line) => {
      const found = context.variants.get(line.line.variantId);
      const price = found === undefined ? null : selectedPrice(found, basket, context);
      const variant = price === null ? null : (found ?? null);
      const unitPrice = {
        amount: price?.amount ?? line.line.unitAmount,
        currency: variant?.currency ?? basket.currency,
      };
      const subtotal = times(unitPrice, line.line.quantity);
      const next: DraftLine = { ...line, variant, unitPrice, subtotal };
      return { line: next, entry: explain(next, found !== undefined, price) };
    });
    const trace = [...quote.trace, ...priced.map(({ entry }) => entry)];
    return { ...quote, lines: priced.map(({ line }) => line), trace };
  },
};

function explain(
  { line, variant, unitPrice }: DraftLine,
  isPublished: boolean,
  price: SelectedPrice | null,
): TraceEntry {
  const isListed = price?.source.kind === "price-list";
  return {
    step: unitPrices.name,
    lineId: line.id,
    source: isListed ? price.source : { kind: "variant", id: line.variantId },
    applied: variant !== null,
    reason: !isPublished
      ? "not-published"
      : price === null
        ? "no-price-in-currency"
        : isListed
          ? "price-list"
          : "base-price",
    amount: unitPrice,
  };
}
