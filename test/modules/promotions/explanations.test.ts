import { describe, expect, it } from "vitest";
import { openPromotedStore, usd } from "./given.ts";

/** Why the only promotion of a shop does not apply to one lamp, in a language. */
function why(promotion: object, basket: object = {}, locale = "en"): string {
  const store = openPromotedStore();
  store.promote(promotion);
  const { variantId } = store.sell();
  const { promotions } = store.simulate({ items: [{ variantId, quantity: 1 }], locale, ...basket });
  return promotions[0]?.explanation ?? "";
}

const monday = "2026-03-02T12:00:00Z";

describe("a promotion says in a sentence", () => {
  it.each([
    ["what it took off", {}, {}, "It takes $1.00 off."],
    ["that it is a draft", { status: "draft" }, {}, "It is not active."],
    ["when it starts", { startsAt: "2030-01-05T00:00:00Z" }, {}, "It starts on January 5, 2030."],
    ["that it is over", { endsAt: "2020-01-01T00:00:00Z" }, {}, "It has ended."],
    ["that it needs a code", { codes: ["X"] }, {}, "It needs a code, and none of its codes was entered."],
    [
      "how much is missing",
      { conditions: [{ kind: "subtotal", min: usd(2_500) }] },
      {},
      "It applies from $25.00; the goods come to $10.00.",
    ],
    [
      "that it is for another currency",
      { conditions: [{ kind: "subtotal", min: { amount: 1, currency: "EUR" } }] },
      {},
      "It applies in EUR only.",
    ],
    [
      "how many are missing",
      { conditions: [{ kind: "quantity", min: 3 }] },
      {},
      "It applies from 3 of its items; 1 are in the basket.",
    ],
    [
      "that nothing of it is in the basket",
      { conditions: [{ kind: "contains", selector: { vendors: ["Nobody"] } }] },
      {},
      "None of its items is in the basket.",
    ],
    [
      "that the country is not known",
      { conditions: [{ kind: "country", in: ["DE"] }] },
      {},
      "It depends on the country, which is not known yet.",
    ],
    [
      "that the country is another",
      { conditions: [{ kind: "country", in: ["DE"] }] },
      { country: "FR" },
      "It does not apply in France.",
    ],
    [
      "that the customer is in no such group",
      { conditions: [{ kind: "customerGroup", in: ["wholesale"] }] },
      {},
      "It is for other groups of customers.",
    ],
    [
      "that nobody knows who buys",
      { conditions: [{ kind: "firstOrder" }] },
      {},
      "It depends on who buys, which is not known yet.",
    ],
    [
      "on which days it applies",
      { conditions: [{ kind: "weekday", in: [7, 6], timeZone: "Europe/Berlin" }] },
      { at: monday },
      "It applies on these days only: Saturday and Sunday.",
    ],
    [
      "that there is nothing to take off",
      { action: { kind: "freeShipping" } },
      {},
      "There is nothing in the basket that it could take something off.",
    ],
    [
      "that its budget is not enough",
      { limits: { budget: usd(99) } },
      {},
      "What is left of its budget of $0.99 is not enough.",
    ],
  ])("%s", (_, promotion, basket, sentence) => {
    expect(why(promotion, basket)).toBe(sentence);
  });

  it("that it was used as often as it may be, or that it is not the first order", () => {
    const store = openPromotedStore();
    store.promote({ limits: { uses: 1 } });
    store.promote({ conditions: [{ kind: "firstOrder" }] });
    const { variantId } = store.sell({ ships: false });
    expect(store.buy(variantId).ok).toBe(true);
    const items = [{ variantId, quantity: 1 }];
    const { promotions } = store.simulate({ items, email: "ADA@shop.example" });
    expect(promotions.map(({ explanation }) => explanation)).toEqual([
      "It has been used as often as it may be.",
      "It is for a first order only.",
    ]);
  });

  it("which other promotion keeps it from applying, by the label that shoppers read", () => {
    const store = openPromotedStore();
    const translations = [{ locale: "de", label: "Zehn Prozent" }];
    store.promote({ name: "First", exclusive: true, translations });
    store.promote({ name: "Second" });
    store.promote({ name: "Third", stacksWith: "none", action: { kind: "freeShipping" } });
    const { variantId } = store.sell();
    const { promotions } = store.simulate({ items: [{ variantId, quantity: 1 }], locale: "de" });
    expect(promotions.map(({ reason, explanation }) => [reason, explanation])).toEqual([
      ["applied", "Der Preis sinkt um 1,00\u00a0$."],
      ["excluded", "„Zehn Prozent“ gilt nur allein."],
      ["does-not-stack", "Die Aktion lässt sich nicht mit „Zehn Prozent“ verbinden."],
    ]);
  });
});

describe("the languages of explanations", () => {
  it.each(["en", "de", "ru", "ar"])("%s has a sentence of its own for each reason", (locale) => {
    const reasons = [
      {},
      { status: "draft" },
      { endsAt: "2020-01-01T00:00:00Z" },
      { codes: ["X"] },
      { conditions: [{ kind: "subtotal", min: usd(2_500) }] },
      { conditions: [{ kind: "quantity", min: 3 }] },
      { conditions: [{ kind: "contains", selector: { vendors: ["Nobody"] } }] },
      { conditions: [{ kind: "country", in: ["DE"] }] },
      { conditions: [{ kind: "customerGroup", in: ["wholesale"] }] },
      { conditions: [{ kind: "firstOrder" }] },
      { action: { kind: "freeShipping" } },
    ];
    const store = openPromotedStore();
    store.must("tenants.changeSettings", { locales: ["en", "de", "ru", "ar"] });
    for (const [index, reason] of reasons.entries()) store.promote({ name: String(index), ...reason });
    const { variantId } = store.sell();
    const { promotions } = store.simulate({ items: [{ variantId, quantity: 1 }], locale });
    const sentences = promotions.map(({ explanation }) => explanation);
    expect(new Set(sentences).size).toBe(reasons.length);
    for (const sentence of sentences) expect(sentence).toMatch(/\.$/);
  });
});
