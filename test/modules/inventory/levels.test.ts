import { describe, expect, it } from "vitest";
import {
  decideAdjustment,
  decideEmptied,
  decideStocked,
} from "../../../src/modules/inventory/levels/rules.ts";
import { eventsOf, refusalOf } from "../../support/decided.ts";
import { level, main, second, stocked, stockLocations, typesOf } from "./given.ts";

const set = (current: ReturnType<typeof stocked>, quantity: number, more = {}) =>
  decideStocked(current, { locationId: main, stocked: quantity, reason: "counted", ...more }, stockLocations);

describe("setting stock", () => {
  it("emits the old and new quantity and keeps reservations", () => {
    const [event] = set(stocked([level(main, 9, { reserved: 2 })]), 12);
    expect(event?.data).toMatchObject({ old: 9, new: 12, reserved: 2, reason: "counted" });
  });

  it("emits no event if nothing changes", () => {
    expect(set(stocked([level(main, 9)]), 9)).toEqual([]);
    expect(set(stocked([level(main, 9, { lowStockThreshold: 3 })]), 9)).toEqual([]);
  });

  it("emits an event if only the threshold changes, and keeps the threshold otherwise", () => {
    const stock = stocked([level(main, 9, { lowStockThreshold: 3 })]);
    expect(set(stock, 9, { lowStockThreshold: null })[0]?.data).toMatchObject({ lowStockThreshold: null });
    expect(set(stock, 8)[0]?.data).toMatchObject({ lowStockThreshold: 3 });
  });

  it("may set it below the reserved quantity", () => {
    const [event] = set(stocked([level(main, 9, { reserved: 8 })]), 3);
    expect(event?.data).toMatchObject({ new: 3, reserved: 8 });
  });

  it("doesn't change other locations", () => {
    const events = set(stocked([level(main, 1), level(second, 40)]), 2);
    expect(events.map(({ data }) => (data as { locationId: string }).locationId)).toEqual([main]);
  });
});

describe("low stock", () => {
  const lowIn = (from: number, to: number, more = {}) =>
    typesOf(set(stocked([level(main, from, more)]), to)).includes("inventory.level.low");

  it.each([
    [6, 5, true],
    [20, 0, true],
    [5, 4, false],
    [6, 6, false],
    [9, 6, false],
    [0, 3, false],
    [3, 12, false],
  ])("from %i to %i with a threshold of five: %s", (from, to, low) => {
    expect(lowIn(from, to)).toBe(low);
  });

  it("compares the available quantity, not the stocked one", () => {
    expect(lowIn(10, 9, { reserved: 4 })).toBe(true);
  });

  it("prefers the level's threshold over the tenant's", () => {
    expect(lowIn(9, 6, { lowStockThreshold: 7 })).toBe(true);
    expect(lowIn(6, 2, { lowStockThreshold: 1 })).toBe(false);
  });

  it("is reported if the threshold rises above the available quantity", () => {
    const events = set(stocked([level(main, 9)]), 8, { lowStockThreshold: 8 });
    expect(typesOf(events)).toEqual(["inventory.level.updated", "inventory.level.low"]);
    expect(events[1]?.data).toMatchObject({ available: 8, threshold: 8 });
  });
});

describe("adjusting stock", () => {
  const adjust = (from: number, delta: number) =>
    decideAdjustment(
      stocked([level(main, from)]),
      { locationId: main, delta, reason: "broken" },
      stockLocations,
    );

  it("adds and subtracts", () => {
    expect(eventsOf(adjust(9, -2))[0]?.data).toMatchObject({ old: 9, new: 7, reason: "broken" });
    expect(eventsOf(adjust(0, 4))[0]?.data).toMatchObject({ old: 0, new: 4 });
  });

  it("refuses a result below zero", () => {
    expect(eventsOf(adjust(3, -3))[0]?.data).toMatchObject({ new: 0 });
    expect(refusalOf(adjust(3, -4))).toEqual({ code: "insufficient-inventory", pointers: ["/delta"] });
  });

  it("refuses a result above the maximum quantity", () => {
    expect(eventsOf(adjust(999_999_999, 1))[0]?.data).toMatchObject({ new: 1_000_000_000 });
    expect(refusalOf(adjust(999_999_999, 2))).toEqual({ code: "too-large", pointers: ["/delta"] });
  });
});

describe("deleting a variant", () => {
  it("writes off unreserved stock, without a low-stock event", () => {
    const events = decideEmptied(
      stocked([level(main, 9, { reserved: 4 }), level(second, 3)]),
      "product deleted",
    );
    expect(events.map(({ data }) => data)).toMatchObject([
      { locationId: main, old: 9, new: 4 },
      { locationId: second, old: 3, new: 0 },
    ]);
  });

  it("writes nothing off if all stock is reserved", () => {
    for (const reserved of [2, 4])
      expect(decideEmptied(stocked([level(main, 2, { reserved })]), "product deleted")).toEqual([]);
  });
});
