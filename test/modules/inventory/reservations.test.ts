import { describe, expect, it } from "vitest";
import { decideReserve, type Wanted } from "../../../src/modules/inventory/reservations/rules.ts";
import type { Stock } from "../../../src/modules/inventory/schema.ts";
import { refusalOf } from "../../support/decided.ts";
import {
  after,
  level,
  main,
  otherVariantId,
  second,
  stocked,
  stockLocations,
  stocksOf,
  third,
  typesOf,
  variantId,
} from "./given.ts";

const line = (quantity: number, more: Partial<Wanted> = {}): Wanted => ({
  variantId,
  policy: "deny",
  quantity,
  pointer: "/items/0",
  ...more,
});

const reserve = (wanted: readonly Wanted[], ...stocks: readonly Stock[]) =>
  decideReserve("ord_1", wanted, stocksOf(...stocks), stockLocations);

function reserved(...given: Parameters<typeof reserve>) {
  const result = reserve(...given);
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
}

describe("a reservation", () => {
  it("can reserve the last item", () => {
    const { events, backordered } = reserved([line(1)], stocked([level(main, 1)]));
    expect(events[0]?.data).toMatchObject({
      owner: "ord_1",
      lines: [{ locationId: main, quantity: 1, backordered: 0, reservedAfter: 1 }],
    });
    expect(backordered).toBe(false);
  });

  it("is refused above the available quantity, with a pointer to the line", () => {
    const result = reserve([line(3)], stocked([level(main, 5, { reserved: 3 })]));
    expect(refusalOf(result)).toEqual({ code: "insufficient-inventory", pointers: ["/items/0"] });
  });

  it("allocates from the default location first, then from the oldest", () => {
    const stock = stocked([level(third, 5), level(second, 2), level(main, 1)]);
    const { events } = reserved([line(6)], stock);
    expect(events[0]?.data).toMatchObject({
      lines: [
        { locationId: main, quantity: 1 },
        { locationId: second, quantity: 2 },
        { locationId: third, quantity: 3 },
      ],
    });
  });

  it("of what was never counted is refused: there is none", () => {
    expect(refusalOf(reserve([line(1)])).code).toBe("insufficient-inventory");
  });

  it("is made only at locations that have some", () => {
    const { events } = reserved([line(2)], stocked([level(main, 0), level(second, 3)]));
    expect(events[0]?.data).toMatchObject({ lines: [{ locationId: second, quantity: 2 }] });
  });

  it("checks two lines of the same variant together", () => {
    const lines = [line(2), line(2, { pointer: "/items/1" })];
    expect(refusalOf(reserve(lines, stocked([level(main, 3)])))).toEqual({
      code: "insufficient-inventory",
      pointers: ["/items/0", "/items/1"],
    });
    expect(after(stocked([level(main, 4)]), reserved(lines, stocked([level(main, 4)])).events).reserved).toBe(
      4,
    );
  });

  it("reserves all lines or none", () => {
    const lines = [line(1), line(2, { variantId: otherVariantId, pointer: "/items/1" })];
    const result = reserve(lines, stocked([level(main, 9)]), stocked([level(main, 1)], otherVariantId));
    expect(refusalOf(result).pointers).toEqual(["/items/1"]);
  });

  it("skips untracked variants", () => {
    expect(reserved([line(9, { policy: "untracked" })], stocked([]))).toEqual({
      events: [],
      backordered: false,
    });
  });

  it("emits a low-stock event if stock runs low", () => {
    expect(typesOf(reserved([line(1)], stocked([level(main, 6)])).events)).toEqual([
      "inventory.reservation.created",
      "inventory.level.low",
    ]);
  });
});

describe("a backorder", () => {
  const more = { policy: "continue" as const };

  it("reserves available stock and backorders the rest at the default location", () => {
    const { events, backordered } = reserved([line(5, more)], stocked([level(main, 1), level(second, 2)]));
    expect(backordered).toBe(true);
    expect(events[0]?.data).toMatchObject({
      lines: [
        { locationId: main, quantity: 3, backordered: 2, reservedAfter: 3, backorderedAfter: 2 },
        { locationId: second, quantity: 2, backordered: 0, reservedAfter: 2 },
      ],
    });
  });

  it("leaves new stock to earlier backorders", () => {
    const owing = stocked([level(main, 2, { reserved: 4, backordered: 4 })]);
    const { events } = reserved([line(1, more)], owing);
    expect(events[0]?.data).toMatchObject({ lines: [{ locationId: main, quantity: 1, backordered: 1 }] });
  });

  it("is limited by the maximum quantity", () => {
    const stock = stocked([level(main, 0, { reserved: 999_999_999, backordered: 999_999_999 })]);
    expect(refusalOf(reserve([line(2, more)], stock)).code).toBe("insufficient-inventory");
  });
});
