import { expect, it } from "vitest";
import { currencySchema, formatMoney } from "../../src/kernel/values/money.ts";

it.each([
  [123_450, "USD", "en", "$1,234.50"],
  [5, "USD", "en", "$0.05"],
  [1_900, "JPY", "en", "¥1,900"],
  [12_345, "KWD", "en", "KWD 12.345"],
  [-1_050, "EUR", "de", "-10,50 €"],
  [9_000_000_000_000_001, "USD", "en", "$90,000,000,000,000.01"],
])("%i of %s reads in %s as %s", (amount, code, locale, text) => {
  const shown = formatMoney({ amount, currency: currencySchema.parse(code) }, locale);
  expect(shown.replaceAll(/[\u00a0\u202f]/g, " ")).toBe(text);
});
