import { describe, expect, it } from "vitest";
import {
  decideAdjustment,
  decideEmptied,
  decideStocked,
} from "../../../src/modules/inventory/levels/rules.ts";
import { eventsOf, refusalOf } from "../products/given.ts";
import { level, main, second, stocked, stockLocations, typesOf } from "./given.ts";

const set = (current: ReturnType<typeof stocked>, quantity: number, more = {}) =>
  decideStocked(current, { locationId: main, stocked: quantity, reason: "counted", ...more }, stockLocations);

describe("setting what is stocked", () => {
  it("says what was and what is, and keeps what is promised", () => {
    const [event] = set(stocked([level(main, 9, { reserved: 2 })]), 12);
    expect(event?.data).toMatchObject({ old: 9, new: 12, reserved: 2, reason: "counted" });
  });

  it("says nothing where it is so already", () => {
    expect(set(stocked([level(main, 9)]), 9)).toEqual([]);
  });

  it("may fall below what is promised: what was counted is true", () => {
    const [event] = set(stocked([level(main, 9, { reserved: 8 })]), 3);
    expect(event?.data).toMatchObject({ new: 3, reserved: 8 });
  });

  it("leaves the other places alone", () => {
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
  ])("from %i to %i under a threshold of five: %s", (from, to, low) => {
    expect(lowIn(from, to)).toBe(low);
  });

  it("counts what is available, not what is stocked", () => {
    expect(lowIn(10, 9, { reserved: 4 })).toBe(true);
  });

  it("follows the level's own threshold before the tenant's", () => {
    expect(lowIn(9, 6, { lowStockThreshold: 7 })).toBe(true);
    expect(lowIn(6, 2, { lowStockThreshold: 1 })).toBe(false);
  });

  it("is told when the threshold rises past what there is", () => {
    const events = set(stocked([level(main, 9)]), 8, { lowStockThreshold: 8 });
    expect(typesOf(events)).toEqual(["inventory.level.updated", "inventory.level.low"]);
    expect(events[1]?.data).toMatchObject({ available: 8, threshold: 8 });
  });
});

describe("adjusting", () => {
  const adjust = (from: number, delta: number) =>
    decideAdjustment(
      stocked([level(main, from)]),
      { locationId: main, delta, reason: "broken" },
      stockLocations,
    );

  it("adds and takes away", () => {
    expect(eventsOf(adjust(9, -2))[0]?.data).toMatchObject({ old: 9, new: 7, reason: "broken" });
    expect(eventsOf(adjust(0, 4))[0]?.data).toMatchObject({ old: 0, new: 4 });
  });

  it("never goes below nothing", () => {
    expect(eventsOf(adjust(3, -3))[0]?.data).toMatchObject({ new: 0 });
    expect(refusalOf(adjust(3, -4))).toEqual({ code: "insufficient-inventory", pointers: ["/delta"] });
  });

  it("never goes beyond what a location holds", () => {
    expect(refusalOf(adjust(999_999_999, 2))).toEqual({ code: "too-large", pointers: ["/delta"] });
  });
});

describe("a variant that goes", () => {
  it("leaves what is promised where it is, and writes the rest off without an alarm", () => {
    const events = decideEmptied(
      stocked([level(main, 9, { reserved: 4 }), level(second, 3)]),
      "product deleted",
    );
    expect(events.map(({ data }) => data)).toMatchObject([
      { locationId: main, old: 9, new: 4 },
      { locationId: second, old: 3, new: 0 },
    ]);
  });

  it("writes nothing off where all is promised, or more", () => {
    expect(decideEmptied(stocked([level(main, 2, { reserved: 4 })]), "product deleted")).toEqual([]);
  });
});
