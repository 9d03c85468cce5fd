import {
  add,
  calculator,
  type Dinero,
  dinero,
  halfAwayFromZero,
  multiply,
  subtract,
  toSnapshot,
} from "dinero.js/bigint";
import { type Currency, exponentOf, type Money, maxAmount } from "./money.ts";

/** Thrown where a result would be beyond `maxAmount`: from there on integers are no longer exact. */
export class AmountTooLarge extends Error {}

/** Nothing of a currency. */
export function none(currency: Currency): Money {
  return { amount: 0, currency };
}

/** So many of one thing. */
export function times(unit: Money, quantity: number): Money {
  return toMoney(unit.currency, multiply(toDinero(unit), BigInt(quantity)));
}

/** All of them together; amounts of another currency are a defect. */
export function sumOf(currency: Currency, amounts: readonly Money[]): Money {
  return toMoney(
    currency,
    amounts.reduce((sum, amount) => add(sum, toDinero(amount)), toDinero(none(currency))),
  );
}

/** The rest of an amount; both are in one currency. */
export function minus(whole: Money, part: Money): Money {
  return toMoney(whole.currency, subtract(toDinero(whole), toDinero(part)));
}

/** `numerator / denominator` of an amount: multiplied first, then divided, then rounded half away from zero. */
export function fractionOf(amount: Money, numerator: number, denominator: number): Money {
  const multiplied = calculator.multiply(BigInt(amount.amount), BigInt(numerator));
  return exact(amount.currency, halfAwayFromZero(multiplied, BigInt(denominator), calculator));
}

/**
 * Splits a whole by weight so that the parts sum to it: each gets its share rounded down, and what is left goes, unit by
 * unit, to the largest remainders; of equal ones, to the earlier. (The library's own `allocate` gives what is left to the
 * largest weights.)
 */
export function split(whole: Money, weights: readonly number[]): readonly Money[] {
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
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

function toDinero({ amount, currency }: Money): Dinero<bigint> {
  const exponent = BigInt(exponentOf(currency));
  return dinero({ amount: BigInt(amount), currency: { code: currency, base: 10n, exponent } });
}

function toMoney(currency: Currency, value: Dinero<bigint>): Money {
  return exact(currency, toSnapshot(value).amount);
}

function exact(currency: Currency, amount: bigint): Money {
  if (amount > maxAmount || amount < -maxAmount) throw new AmountTooLarge(`beyond ${maxAmount}`);
  return { amount: Number(amount), currency };
}
