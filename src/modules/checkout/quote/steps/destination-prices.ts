import { times } from "../../../../kernel/values/arithmetic.ts";
import type { DraftLine, QuoteStep, TraceEntry } from "../quote.ts";
import { categoryOf, taxationOf } from "../taxation.ts";

/**
 * Exchanges the taxes that a unit price includes for those of the destination, if the shop wants that. The entered price stays
 * what a later change of price is told by.
 */
export const destinationPrices: QuoteStep = {
  name: "destination-prices",
  apply(quote, context) {
    const taxation = taxationOf(quote, context);
    const trace: TraceEntry[] = [];
    const lines = quote.lines.map((line): DraftLine => {
      const unitPrice = taxation.unitPrice(line.unitPrice, categoryOf(line));
      if (unitPrice.amount === line.unitPrice.amount) return line;
      trace.push({
        step: destinationPrices.name,
        lineId: line.line.id,
        source: null,
        applied: true,
        reason: taxation.reason,
        amount: unitPrice,
      });
      const subtotal = times(unitPrice, line.line.quantity);
      return { ...line, enteredPrice: line.unitPrice, unitPrice, subtotal };
    });
    return { ...quote, lines, trace: [...quote.trace, ...trace] };
  },
};
