import { calculator, halfAwayFromZero } from "dinero.js/bigint";
import { type Currency, type Money, maxAmount } from "./money.ts";

/** Thrown when a result would exceed `maxAmount`, beyond which integers are no longer exact. */
export class AmountTooLarge extends Error {}

/** Zero in a currency. */
export function none(currency: Currency): Money {
  return { amount: 0, currency };
}

/** Multiplies a unit amount by a quantity. */
export function times(unit: Money, quantity: number): Money {
  return exact(unit.currency, calculator.multiply(BigInt(unit.amount), BigInt(quantity)));
}

/** Sums amounts. Throws if one is in another currency. */
export function sumOf(currency: Currency, amounts: readonly Money[]): Money {
  const sum = amounts.reduce(
    (total, amount) => calculator.add(total, BigInt(inCurrency(amount, currency))),
    0n,
  );
  return exact(currency, sum);
}

/** Subtracts a part from a whole in the same currency. */
export function minus(whole: Money, part: Money): Money {
  const { currency, amount } = whole;
  return exact(currency, calculator.subtract(BigInt(amount), BigInt(inCurrency(part, currency))));
}

/** `numerator / denominator` of an amount. Multiplies, then divides, then rounds half away from zero. */
export function fractionOf(amount: Money, numerator: number | bigint, denominator: number | bigint): Money {
  const multiplied = calculator.multiply(BigInt(amount.amount), BigInt(numerator));
  return exact(amount.currency, halfAwayFromZero(multiplied, BigInt(denominator), calculator));
}

/**
 * Splits an amount by weight so that the parts sum to it. Each part is rounded down. The remaining units go
 * to the largest remainders, and to the earlier part if they are equal. (The library's own `allocate` gives
 * the remaining units to the largest weights.)
 */
export function split(whole: Money, weights: readonly (number | bigint)[]): readonly Money[] {
  const total = weights.reduce<bigint>((sum, weight) => sum + BigInt(weight), 0n);
  if (total === 0n) return weights.map(() => none(whole.currency));
  const shares = weights.map((weight, index) => {
    const multiplied = calculator.multiply(BigInt(whole.amount), BigInt(weight));
    return {
      index,
      share: calculator.integerDivide(multiplied, total),
      remainder: calculator.modulo(multiplied, total),
    };
  });
  const left = BigInt(whole.amount) - shares.reduce((sum, { share }) => sum + share, 0n);
  const favoured = new Set(
    shares
      .toSorted((a, b) => calculator.compare(b.remainder, a.remainder) || a.index - b.index)
      .slice(0, Number(left))
      .map(({ index }) => index),
  );
  return shares.map(({ share, index }) => exact(whole.currency, favoured.has(index) ? share + 1n : share));
}

function inCurrency({ amount, currency }: Money, expected: Currency): number {
  if (currency !== expected) throw new Error(`an amount in ${currency} among those in ${expected}`);
  return amount;
}

function exact(currency: Currency, amount: bigint): Money {
  if (amount > maxAmount || amount < -maxAmount) throw new AmountTooLarge(`beyond ${maxAmount}`);
  return { amount: Number(amount), currency };
}
