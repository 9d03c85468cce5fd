import { describe, expect, it } from "vitest";
import { currencySchema } from "../../../../src/kernel/values/money.ts";
import { explain, sentence } from "../../../../src/modules/checkout/quote/promotions/explanation/explain.ts";
import { labelOf } from "../../../../src/modules/checkout/quote/promotions/label.ts";
import type { PromotionOutcome } from "../../../../src/modules/checkout/quote/promotions/outcome.ts";
import { promotionOf, usdMoney as usd } from "../candidate.ts";

const currency = currencySchema.parse("USD");

/** The sentence on a promotion that has ended, or of another outcome. */
function explained(locale: string, more: Partial<PromotionOutcome> = {}) {
  const outcome = {
    promotion: promotionOf({ id: "pro_1" }),
    code: null,
    amount: null,
    unmet: null,
    other: null,
  };
  return explain({ ...outcome, reason: "ended", ...more }, currency, { locale, locales: [locale] });
}

describe("an explanation", () => {
  it("is in the language that is asked for, whatever the region", () => {
    expect(new Set(["en", "de", "ru", "ar"].map((locale) => explained(locale))).size).toBe(4);
    expect(explained("de-CH")).toBe(explained("de"));
  });

  it("is in English if there are no texts in a language", () => {
    expect(explained("fr")).toBe(explained("en"));
    expect(explained("fr", { reason: "applied", amount: usd(100) })).toBe("It takes $1.00 off.");
  });

  it("of a code without a promotion says whether it is unknown, was used or was not", () => {
    const kinds = ["unknown", "used", "unused"] as const;
    expect(new Set(kinds.map((kind) => sentence(kind, "en"))).size).toBe(3);
    expect(sentence("used", "de")).not.toBe(sentence("used", "en"));
  });

  it("names the currency of a budget in another one", () => {
    const limits = {
      uses: null,
      usesPerCustomer: null,
      budget: { ...usd(1), currency: currencySchema.parse("EUR") },
    };
    const promotion = promotionOf({ id: "pro_1", limits });
    expect(explained("en", { reason: "budget-spent", promotion })).toBe("It applies in EUR only.");
  });
});

describe("what a shopper reads of a promotion", () => {
  const translations = [
    { locale: "de", label: "Zehn Prozent" },
    { locale: "fr", label: "Dix pour cent" },
  ];
  const promotion = promotionOf({ id: "pro_1", name: "Ten", translations });

  it("is its label in the first of the shopper's languages that it has", () => {
    expect(labelOf(promotion, ["en", "fr", "de"])).toBe("Dix pour cent");
  });

  it("is its name if it has none of them", () => {
    expect(labelOf(promotion, ["en", "it"])).toBe("Ten");
    expect(labelOf({ ...promotion, translations: [] }, ["de"])).toBe("Ten");
  });
});
