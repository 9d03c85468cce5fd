import type { Taxation } from "../../../taxes/index.ts";
import { remainderOf } from "../amounts.ts";
import type { QuoteStep, Source } from "../quote.ts";
import { categoryOf, destinationOf, taxationOf, taxedLines } from "../taxation.ts";

/** Taxes what is left of each line and of shipping after all adjustments. */
export const taxes: QuoteStep = {
  name: "taxes",
  apply(quote, context) {
    const taxation = taxationOf(quote, context);
    const entry = {
      step: taxes.name,
      lineId: null,
      source: sourceOf(taxation, destinationOf(quote.basket)?.country),
      applied: taxation.zone !== null,
      reason: taxation.reason,
      amount: null,
    };
    const trace = [...quote.trace, entry];
    if (taxation.zone === null) return { ...quote, trace };
    const lines = quote.lines.map((line) => ({
      ...line,
      taxes: [...line.taxes, ...taxation.ofLine(remainderOf(line), categoryOf(line))],
    }));
    const basis = taxedLines(quote.lines);
    const shippingLines = quote.shippingLines.map((line) => ({
      ...line,
      taxes: [...line.taxes, ...taxation.ofShipping(remainderOf(line), line.taxCategory, basis)],
    }));
    return { ...quote, lines, shippingLines, trace };
  },
};

function sourceOf({ zone }: Taxation, country: string | undefined): Source | null {
  if (zone !== null) return { kind: "tax-zone", id: zone.id };
  return country === undefined ? null : { kind: "country", id: country };
}
