import * as currencies from "dinero.js/currencies";
import * as z from "zod";

/** An integer in the currency's minor unit (JPY 0, USD 2, KWD 3 digits), never a float. */
export interface Money {
  readonly amount: number;
  readonly currency: Currency;
}

/** The largest amount arithmetic may produce. Integers are exact up to here. */
export const maxAmount = 9_000_000_000_000_000;

declare const brand: unique symbol;
/** An ISO 4217 code known to the platform. */
export type Currency = string & { readonly [brand]: "Currency" };

const exponentByCode: ReadonlyMap<string, number> = new Map([
  ...Object.values(currencies).map((currency) => [currency.code, currency.exponent] as const),
  // These divide into fifths in daily life, but ISO 4217 gives both two decimals.
  ["MGA", 2],
  ["MRU", 2],
]);

/** The codes of all currencies that the platform knows. */
export const currencyCodes: ReadonlySet<string> = new Set(exponentByCode.keys());

/** Digits after the decimal point: 0 for JPY, 2 for USD, 3 for KWD. */
export function exponentOf(currency: Currency): number {
  return exponentByCode.get(currency) ?? 2;
}

/** An ISO 4217 currency. */
export const currencySchema = z
  .string()
  .regex(/^[A-Z]{3}$/, "must be a currency code, such as EUR")
  .refine((code) => exponentByCode.has(code), "is not an ISO 4217 currency")
  .transform((code) => code as Currency);

/** A single price or stored amount. Well below `maxAmount`, so that multiplying by a quantity stays exact. */
export const amountSchema = z.int().min(0).max(1_000_000_000_000);

/** An amount as it is sent and stored: minor units, with their currency. */
export const moneySchema = z.strictObject({ amount: z.int(), currency: currencySchema });

/** Formats money for a locale, such as `$1,234.50`. Exact: no amount passes through a float. */
export function formatMoney({ amount, currency }: Money, locale: string): string {
  // Text is formatted exactly. TypeScript's types accept only a numeric template here.
  return formatOf(currency, locale).format(decimalOf(amount, exponentOf(currency)) as `${number}`);
}

/** Making a format takes ten times as long as using it. Currencies and the languages of mails are few. */
const formats = new Map<string, Intl.NumberFormat>();

function formatOf(currency: Currency, locale: string): Intl.NumberFormat {
  const key = `${currency} ${locale}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const digits = exponentOf(currency);
  const made = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  formats.set(key, made);
  return made;
}

/** The amount in the currency's major unit as text: 1050 with two digits is `10.50`. */
export function decimalOf(amount: number, digits: number): string {
  const text = String(Math.abs(amount)).padStart(digits + 1, "0");
  const sign = amount < 0 ? "-" : "";
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
