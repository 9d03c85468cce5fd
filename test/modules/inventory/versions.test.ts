import { expect, it } from "vitest";
import { levelUpdated } from "../../../src/modules/inventory/events.ts";
import { main, variantId } from "./given.ts";

it("a level as it was told before there were backorders and thresholds is read as one without either", () => {
  const level = { locationId: main, stocked: 7, reserved: 1 };
  const former = { variantId, locationId: main, old: 3, new: 7, reserved: 1, reason: "counted" };
  const after = { variantId, levels: [level], stocked: 7, reserved: 1 };
  expect(levelUpdated.schema.parse(levelUpdated.upcast(1, { ...former, after }))).toEqual({
    ...former,
    lowStockThreshold: null,
    after: { ...after, levels: [{ ...level, backordered: 0, lowStockThreshold: null }] },
  });
});
