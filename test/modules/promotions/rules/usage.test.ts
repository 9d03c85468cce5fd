import { describe, expect, it } from "vitest";
import { usesOf } from "../../../../src/modules/promotions/usage/rules.ts";
import { usdMoney as usd } from "../candidate.ts";

const off = (promotionId: string, amount: number, code: string | null = null) => ({
  ...{ promotionId, code, label: "Off", amount: usd(amount) },
});

describe("what an order uses of its promotions", () => {
  it("is what each took off its items and off shipping, with the code", () => {
    const items = [
      { adjustments: [off("pro_1", 100, "TEN"), off("pro_2", 7)] },
      { adjustments: [off("pro_1", 50, "TEN")] },
    ];
    const adjustments = [{ ...off("pro_3", 500), target: "shipping" as const }];
    expect(usesOf({ items, adjustments })).toEqual([
      { promotionId: "pro_1", code: "TEN", amount: usd(150) },
      { promotionId: "pro_2", code: null, amount: usd(7) },
      { promotionId: "pro_3", code: null, amount: usd(500) },
    ]);
  });

  it("counts once what was taken off the order, which the items have their shares of", () => {
    const items = [{ adjustments: [off("pro_1", 60)] }, { adjustments: [off("pro_1", 40)] }];
    const adjustments = [{ ...off("pro_1", 100), target: "order" as const }];
    expect(usesOf({ items, adjustments })).toEqual([{ promotionId: "pro_1", code: null, amount: usd(100) }]);
  });
});
