import { exponentOf, type Money } from "./money.ts";

/** Money as people of a locale read it, such as `$1,234.50`. Exact: no amount passes through a float. */
export function formatMoney({ amount, currency }: Money, locale: string): string {
  const digits = exponentOf(currency);
  const format = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  // A number as text is formatted as it stands. The library's types only know it as a template of a number.
  return format.format(decimalOf(amount, digits) as `${number}`);
}

/** The amount in the currency's major unit, as text: 1050 with two digits is `10.50`. */
function decimalOf(amount: number, digits: number): string {
  const text = String(Math.abs(amount)).padStart(digits + 1, "0");
  const sign = amount < 0 ? "-" : "";
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
