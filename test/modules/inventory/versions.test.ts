import { expect, it } from "vitest";
import { stockState } from "../../../src/modules/inventory/schema.ts";
import { main, variantId } from "./given.ts";

it("reads a version 1 state without backorders and thresholds", () => {
  const level = { locationId: main, stocked: 7, reserved: 1 };
  const first = { variantId, levels: [level], stocked: 7, reserved: 1 };
  expect(stockState.read(1, first)).toEqual({
    ...first,
    levels: [{ ...level, backordered: 0, lowStockThreshold: null }],
  });
});
