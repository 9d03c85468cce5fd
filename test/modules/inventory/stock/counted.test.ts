import { describe, expect, it } from "vitest";
import {
  type Counted,
  decideCounted,
  stockLocationOf,
} from "../../../../src/modules/inventory/stock/rules.ts";
import { transferLocations } from "../../../../src/modules/inventory/transfers/rules.ts";
import { refusalOf } from "../../../support/decided.ts";
import { level, main, otherVariantId, second, stocked, stockLocations } from "../given.ts";

const nowhere = "loc_01J99999999999999999999999";
const stockBySku = new Map([
  ["LAMP", stocked([level(main, 10)])],
  ["RUG", stocked([level(main, 1)], otherVariantId)],
]);

const count = (items: readonly Counted[], partial?: boolean) =>
  decideCounted(items, stockBySku, stockLocations, partial);

function counted(...given: Parameters<typeof count>) {
  const result = count(...given);
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
}

describe("the location of a change", () => {
  it("is the default one unless one is named, in any case", () => {
    expect(stockLocationOf(undefined, stockLocations)).toEqual({ ok: true, value: main });
    expect(stockLocationOf(second.toUpperCase(), stockLocations)).toEqual({ ok: true, value: second });
  });

  it("is refused if there is no such location", () => {
    expect(refusalOf(stockLocationOf(nowhere, stockLocations))).toEqual({
      code: "unknown-reference",
      pointers: ["/locationId"],
    });
  });

  it("is one that exists at both ends of a transfer, and another at each", () => {
    const between = (from: string, to: string) => transferLocations({ from, to }, stockLocations);
    expect(between(main, second)).toEqual({ ok: true, value: { from: main, to: second } });
    expect(refusalOf(between(nowhere, second)).pointers).toEqual(["/from"]);
    expect(refusalOf(between(main, nowhere)).pointers).toEqual(["/to"]);
    expect(refusalOf(between(main, main.toLowerCase()))).toEqual({
      code: "validation-failed",
      pointers: ["/to"],
    });
  });
});

describe("a stock count", () => {
  it("emits an event for what differs, and none for what is as counted", () => {
    const { events, skus } = counted([
      { sku: "LAMP", stocked: 8 },
      { sku: "RUG", stocked: 1 },
    ]);
    expect(events.map(({ data }) => data)).toMatchObject([
      { locationId: main, old: 10, new: 8, reason: "counted" },
    ]);
    expect(skus).toEqual(["LAMP", "RUG"]);
  });

  it("counts one SKU at several locations, but at each only once", () => {
    const { events } = counted([
      { sku: "LAMP", stocked: 8 },
      { sku: "LAMP", stocked: 3, locationId: second },
    ]);
    expect(events.map(({ data }) => data)).toMatchObject([
      { locationId: main, new: 8 },
      { locationId: second, old: 0, new: 3 },
    ]);
    const twice = [
      { sku: "LAMP", stocked: 8 },
      { sku: "LAMP", stocked: 8, locationId: main },
    ];
    expect(refusalOf(count(twice))).toEqual({ code: "validation-failed", pointers: ["/items/1/sku"] });
  });

  it("lets two SKUs share a location", () => {
    const { skus } = counted([
      { sku: "LAMP", stocked: 8, locationId: second },
      { sku: "RUG", stocked: 8, locationId: second },
    ]);
    expect(skus).toEqual(["LAMP", "RUG"]);
  });

  it("is refused as a whole for one unknown SKU or location, by the first fault", () => {
    const lamp = { sku: "LAMP", stocked: 8 };
    const unknown = { sku: "NOBODY", stocked: 8 };
    const lost = { sku: "RUG", stocked: 8, locationId: nowhere };
    expect(refusalOf(count([lamp, unknown, lost]))).toEqual({
      code: "unknown-variant",
      pointers: ["/items/1/sku", "/items/2/locationId"],
    });
    expect(refusalOf(count([lost, unknown])).code).toBe("unknown-reference");
    expect(refusalOf(count([unknown, lamp, lamp])).code).toBe("validation-failed");
  });

  it("sets what it can with `partial`", () => {
    const { events, skus, errors } = counted(
      [
        { sku: "NOBODY", stocked: 8 },
        { sku: "LAMP", stocked: 8 },
        { sku: "RUG", stocked: 8, locationId: nowhere },
      ],
      true,
    );
    expect(events).toHaveLength(1);
    expect(skus).toEqual(["LAMP"]);
    expect(errors.map(({ pointer, code }) => [pointer, code])).toEqual([
      ["/items/0/sku", "unknown-variant"],
      ["/items/2/locationId", "unknown-reference"],
    ]);
  });

  it("counts a SKU by its first item if it is given twice for a location with `partial`", () => {
    const twice = [
      { sku: "LAMP", stocked: 8 },
      { sku: "LAMP", stocked: 9 },
    ];
    const { events, skus, errors } = counted(twice, true);
    expect(events.map(({ data }) => data)).toMatchObject([{ old: 10, new: 8 }]);
    expect(skus).toEqual(["LAMP"]);
    expect(errors).toMatchObject([{ pointer: "/items/1/sku", code: "duplicate" }]);
  });

  it("names no more than fifty faults", () => {
    const items = Array.from({ length: 150 }, () => ({ sku: "NOBODY", stocked: 1 }));
    expect(refusalOf(count(items)).pointers).toHaveLength(50);
  });
});
