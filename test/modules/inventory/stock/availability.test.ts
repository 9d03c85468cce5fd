import { describe, expect, it } from "vitest";
import {
  availabilityOf,
  isAvailable,
  levelAt,
  quantityAvailable,
  toInventoryResponse,
  withLevel,
} from "../../../../src/modules/inventory/rules.ts";
import { level, main, second, stocked } from "../given.ts";

describe("whether a shopper can order", () => {
  it.each([
    ["deny", 1, true, "in-stock"],
    ["deny", 0, false, "out-of-stock"],
    ["deny", -1, false, "out-of-stock"],
    ["continue", 1, true, "in-stock"],
    ["continue", 0, true, "backorder"],
    ["untracked", 0, true, "in-stock"],
  ] as const)("with the policy %s and %i left: %s, %s", (policy, left, available, shown) => {
    expect(isAvailable(policy, left)).toBe(available);
    expect(availabilityOf(policy, left)).toBe(shown);
  });

  it("goes by the whole quantity of the line", () => {
    expect(availabilityOf("deny", 3, 3)).toBe("in-stock");
    expect(availabilityOf("deny", 3, 4)).toBe("out-of-stock");
    expect(availabilityOf("continue", 3, 4)).toBe("backorder");
  });

  it("shows no quantity below zero, and none for untracked stock", () => {
    expect(quantityAvailable("continue", -2)).toBe(0);
    expect(quantityAvailable("deny", 2)).toBe(2);
    expect(quantityAvailable("untracked", 2)).toBeNull();
  });
});

describe("the stock of a variant", () => {
  it("is zero at a location where it was never written", () => {
    expect(levelAt(stocked([level(main, 4)]), second)).toEqual(level(second, 0));
  });

  it("is the sum of its levels, also after one of them changes", () => {
    const before = stocked([level(main, 4, { reserved: 1 }), level(second, 2, { reserved: 2 })]);
    expect(withLevel(before, level(main, 7, { reserved: 3 }))).toEqual(
      stocked([level(second, 2, { reserved: 2 }), level(main, 7, { reserved: 3 })]),
    );
    expect(withLevel(before, level(main, 7, { reserved: 3 }))).toMatchObject({ stocked: 9, reserved: 5 });
  });

  it("is shown per location, with the tenant's threshold where a level has none of its own", () => {
    const stock = stocked([level(main, 4, { reserved: 6 }), level(second, 2, { lowStockThreshold: 0 })]);
    expect(toInventoryResponse(stock, "continue", 5)).toMatchObject({
      levels: [
        { locationId: main, stocked: 4, reserved: 6, available: -2, lowStockThreshold: 5 },
        { locationId: second, stocked: 2, reserved: 0, available: 2, lowStockThreshold: 0 },
      ],
      stocked: 6,
      reserved: 6,
      available: 0,
    });
  });
});
