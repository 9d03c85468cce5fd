import { describe, expect, it } from "vitest";
import { currencySchema } from "../../../../src/kernel/values/money.ts";
import { displayContextOf } from "../../../../src/modules/checkout/quote/load.ts";

const [eur, usd] = [currencySchema.parse("EUR"), currencySchema.parse("USD")];
type Settings = Parameters<typeof displayContextOf>[0];
const settings = {
  locales: ["en", "de", "fr"],
  defaultLocale: "en",
  defaultCurrency: eur,
} as unknown as Settings;

const shown = (asked: Parameters<typeof displayContextOf>[1], ...browser: readonly string[]) =>
  displayContextOf(settings, asked, browser);

describe("the language and the currency of a new cart", () => {
  it("are those that the shop asks for", () => {
    expect(shown({ currency: usd, locale: "fr" }, "de")).toEqual({ currency: usd, locale: "fr" });
  });

  it("are otherwise the first language of the browser that the tenant has, and the tenant's currency", () => {
    expect(shown({}, "it", "de", "fr")).toEqual({ currency: eur, locale: "de" });
  });

  it("are the tenant's own if the browser speaks none of its languages", () => {
    expect(shown({}, "it")).toEqual({ currency: eur, locale: "en" });
    expect(shown({})).toEqual({ currency: eur, locale: "en" });
  });
});
