import { fractionOf, minus } from "../../../../kernel/values/arithmetic.ts";
import type { Money } from "../../../../kernel/values/money.ts";
import type { TaxLine } from "../../../orders/index.ts";
import { remainderOf } from "../amounts.ts";
import type { Basket, QuoteStep } from "../quote.ts";

const wholeRate = 10_000;

/** Taxes each line, after adjustments, at the destination's rate. Shipping is not taxed. */
export const taxes: QuoteStep = {
  name: "taxes",
  apply(quote, { settings }) {
    const country = taxedIn(quote.basket);
    const found = settings.taxRates.find((one) => one.country === country);
    const entry = {
      step: taxes.name,
      lineId: null,
      source: country === undefined ? null : { kind: "country", id: country },
      applied: found !== undefined,
      reason: country === undefined ? "no-destination" : found === undefined ? "no-rate" : "destination-rate",
      amount: null,
    };
    const trace = [...quote.trace, entry];
    if (found === undefined) return { ...quote, trace };
    const { country: name, rate } = found;
    const lines = quote.lines.map((line) => {
      const amount = taxOn(remainderOf(line), rate, quote.pricesIncludeTax);
      const tax: TaxLine = { name, rate, amount };
      return { ...line, taxes: [...line.taxes, tax] };
    });
    return { ...quote, lines, trace };
  },
};

/** The country of the shipping address, else of the billing address. */
function taxedIn({ shippingAddress, billingAddress }: Basket): string | undefined {
  return (shippingAddress ?? billingAddress)?.country;
}

function taxOn(amount: Money, rate: number, included: boolean): Money {
  if (!included) return fractionOf(amount, rate, wholeRate);
  return minus(amount, fractionOf(amount, wholeRate, wholeRate + rate));
}
