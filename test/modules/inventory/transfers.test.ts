import { describe, expect, it } from "vitest";
import { levelLow, reservationMoved } from "../../../src/modules/inventory/events.ts";
import { moveReservations } from "../../../src/modules/inventory/reservations/moving-rules.ts";
import { decideTransfer, type Transfer } from "../../../src/modules/inventory/transfers/rules.ts";
import { refusalOf } from "../../support/decided.ts";
import {
  after,
  held,
  level,
  main,
  otherVariantId,
  second,
  stocked,
  stockLocations,
  typesOf,
} from "./given.ts";

const item = (stock: Transfer["stock"], quantity: number, more: Partial<Transfer> = {}): Transfer => ({
  stock,
  quantity,
  reservations: [],
  pointer: "/items/0/sku",
  ...more,
});

const transfer = (...items: readonly Transfer[]) =>
  decideTransfer(items, { from: main, to: second }, stockLocations);

function moved(...items: readonly Transfer[]) {
  const result = transfer(...items);
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
}

describe("a transfer of stock", () => {
  it("moves what is in stock from one location to the other", () => {
    const stock = stocked([level(main, 9), level(second, 1)]);
    expect(after(stock, moved(item(stock, 3))).levels).toMatchObject([
      { locationId: main, stocked: 6 },
      { locationId: second, stocked: 4 },
    ]);
  });

  it("leaves reservations where they are while the rest satisfies them", () => {
    const stock = stocked([level(main, 9, { reserved: 4 })]);
    const reservations = [held(main, 4)];
    expect(typesOf(moved(item(stock, 5, { reservations })))).not.toContain("inventory.reservation.moved");
  });

  it("takes the latest reservations along when the rest could not satisfy them", () => {
    const stock = stocked([level(main, 5, { reserved: 4 }), level(second, 0)]);
    const reservations = [
      { ...held(main, 1), owner: "ord_3" },
      { ...held(main, 3), owner: "ord_2" },
    ];
    const events = moved(item(stock, 3, { reservations }));
    expect(events.find(({ type }) => type === reservationMoved.type)?.data).toMatchObject({
      from: { locationId: main, reservedAfter: 2 },
      to: { locationId: second, reservedAfter: 2 },
      parts: [
        { owner: "ord_3", quantity: 1 },
        { owner: "ord_2", quantity: 1 },
      ],
    });
    expect(after(stock, events)).toMatchObject({
      levels: [
        { locationId: main, stocked: 2, reserved: 2 },
        { locationId: second, stocked: 3, reserved: 2 },
      ],
      stocked: 5,
      reserved: 4,
    });
  });

  it("moves no backorder, because its stock is not there yet", () => {
    const stock = stocked([level(main, 3, { reserved: 7, backordered: 7 })]);
    expect(typesOf(moved(item(stock, 3)))).not.toContain("inventory.reservation.moved");
  });

  it("is refused above what the location has, with a pointer to the quantity", () => {
    expect(refusalOf(transfer(item(stocked([level(main, 2)]), 3)))).toEqual({
      code: "insufficient-inventory",
      pointers: ["/items/0/quantity"],
    });
  });

  it("moves all items or none, and lists every fault", () => {
    const good = item(stocked([level(main, 2)]), 1);
    const unknown = item(null, 1, { pointer: "/items/1/variantId" });
    const short = item(stocked([level(main, 0)], otherVariantId), 1, { pointer: "/items/2/sku" });
    expect(refusalOf(transfer(good, unknown, short))).toEqual({
      code: "unknown-variant",
      pointers: ["/items/1/variantId", "/items/2/quantity"],
    });
  });

  it("refuses a variant that is named twice", () => {
    const stock = stocked([level(main, 2)]);
    const twice = item(stock, 1, { pointer: "/items/1/variantId" });
    expect(refusalOf(transfer(item(stock, 1), twice))).toEqual({
      code: "validation-failed",
      pointers: ["/items/1/variantId"],
    });
  });

  it("complains of a variant that is named twice before anything else", () => {
    const stock = stocked([level(main, 2)]);
    const short = item(stocked([level(main, 0)], otherVariantId), 1, { pointer: "/items/0/sku" });
    const once = item(stock, 1, { pointer: "/items/1/sku" });
    const twice = item(stock, 1, { pointer: "/items/2/sku" });
    const unknown = item(null, 1, { pointer: "/items/3/sku" });
    expect(refusalOf(transfer(short, once, twice, unknown))).toEqual({
      code: "validation-failed",
      pointers: ["/items/0/quantity", "/items/2/sku", "/items/3/sku"],
    });
  });

  it("refuses to move too many reservations at once", () => {
    const stock = stocked([level(main, 4, { reserved: 4 })]);
    expect(refusalOf(transfer(item(stock, 4, { reservations: [held(main, 3)] }))).code).toBe("too-large");
  });

  it("can empty a location and fill the other to the brim, but not beyond", () => {
    const fits = stocked([level(main, 3), level(second, 999_999_997)]);
    expect(after(fits, moved(item(fits, 3))).levels).toMatchObject([
      { locationId: main, stocked: 0 },
      { locationId: second, stocked: 1_000_000_000 },
    ]);
    const full = stocked([level(main, 3), level(second, 999_999_998)]);
    expect(refusalOf(transfer(item(full, 3)))).toEqual({
      code: "too-large",
      pointers: ["/items/0/quantity"],
    });
  });

  it("names no more than fifty faults", () => {
    const items = Array.from({ length: 60 }, () => item(null, 1));
    expect(refusalOf(transfer(...items)).pointers).toHaveLength(50);
  });

  it("leaves alone the reservations that it does not need, and no empty part behind", () => {
    const stock = stocked([level(main, 5, { reserved: 5 }), level(second, 0)]);
    const reservations = [
      { ...held(main, 2, 2), owner: "ord_4" },
      { ...held(main, 3), owner: "ord_3" },
      { ...held(main, 2), owner: "ord_2" },
    ];
    const events = moved(item(stock, 3, { reservations }));
    expect(events.find(({ type }) => type === reservationMoved.type)?.data).toMatchObject({
      parts: [{ owner: "ord_3", quantity: 3 }],
    });
  });

  it("warns when the location that it leaves runs low", () => {
    const stock = stocked([level(main, 9)]);
    expect(moved(item(stock, 5)).find(({ type }) => type === levelLow.type)?.data).toMatchObject({
      locationId: main,
      available: 4,
    });
    expect(typesOf(moved(item(stock, 3)))).not.toContain(levelLow.type);
  });

  it("warns of what is left after the reservations that it takes along", () => {
    const stock = stocked([level(main, 10, { reserved: 4 })]);
    const reservations = [held(main, 4)];
    expect(
      moved(item(stock, 8, { reservations })).find(({ type }) => type === levelLow.type)?.data,
    ).toMatchObject({ locationId: main, available: 0 });
  });
});

describe("reservations that move to another location", () => {
  it("leave the rest of what they were to the next move", () => {
    const stock = stocked([level(main, 6, { reserved: 6 })]);
    const reservations = [held(main, 4), { ...held(main, 2), owner: "ord_2" }];
    const first = moveReservations(stock, { from: main, to: second, quantity: 4 }, reservations);
    expect(first?.rest).toEqual([{ ...held(main, 2), owner: "ord_2" }]);
    const some = moveReservations(stock, { from: main, to: second, quantity: 3 }, reservations);
    expect(some?.rest).toEqual([held(main, 1), { ...held(main, 2), owner: "ord_2" }]);
    expect(moveReservations(stock, { from: main, to: second, quantity: 7 }, reservations)).toBeNull();
  });
});
