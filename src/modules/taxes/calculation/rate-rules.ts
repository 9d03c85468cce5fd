import { fractionOf, minus, split, sumOf } from "../../../kernel/values/arithmetic.ts";
import type { Money } from "../../../kernel/values/money.ts";
import type { Rate } from "../schema.ts";
import type { TaxAmount } from "./calculator.ts";

const wholeRate = 10_000n;

/** The taxes on a net amount. Each is rounded once. A compound rate also taxes the taxes before it. */
export function taxesOn(net: Money, rates: readonly Rate[]): readonly TaxAmount[] {
  const taxes: TaxAmount[] = [];
  for (const { name, rate, compound } of rates) {
    const taxed = compound ? sumOf(net.currency, [net, ...taxes.map(({ amount }) => amount)]) : net;
    taxes.push({ name, rate, amount: fractionOf(taxed, rate, wholeRate) });
  }
  return taxes;
}

/** The taxes that a gross amount includes. What is taken out by the whole rate is split over the rates. */
export function taxesIn(gross: Money, rates: readonly Rate[]): readonly TaxAmount[] {
  const { weights } = wholeOf(rates);
  const shares = split(minus(gross, netOf(gross, rates)), weights);
  return rates.map(({ name, rate }, index) => ({ name, rate, amount: shares[index] ?? minus(gross, gross) }));
}

/** What is left of a gross amount without the taxes that it includes. */
export function netOf(gross: Money, rates: readonly Rate[]): Money {
  const { net, whole } = wholeOf(rates);
  return fractionOf(gross, net, whole);
}

/** A net price with its taxes. It is rounded once, whatever the rates. */
export function grossOf(price: Money, rates: readonly Rate[]): Money {
  const { net, whole } = wholeOf(rates);
  return fractionOf(price, whole, net);
}

/** Net, gross and each tax as whole numbers in proportion to each other: no rate is rounded. */
function wholeOf(rates: readonly Rate[]) {
  const net = wholeRate ** BigInt(rates.length);
  const weights: bigint[] = [];
  let whole = net;
  for (const { rate, compound } of rates) {
    const weight = ((compound ? whole : net) * BigInt(rate)) / wholeRate;
    weights.push(weight);
    whole += weight;
  }
  return { net, whole, weights };
}
