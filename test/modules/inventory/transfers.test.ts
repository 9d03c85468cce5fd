import { describe, expect, it } from "vitest";
import { reservationMoved } from "../../../src/modules/inventory/events.ts";
import { decideTransfer, type Transfer } from "../../../src/modules/inventory/transfers/rules.ts";
import { refusalOf } from "../products/given.ts";
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

  it("refuses to move too many reservations at once", () => {
    const stock = stocked([level(main, 4, { reserved: 4 })]);
    expect(refusalOf(transfer(item(stock, 4, { reservations: [held(main, 3)] }))).code).toBe("too-large");
  });

  it("warns when the location that it leaves runs low", () => {
    const stock = stocked([level(main, 9)]);
    expect(typesOf(moved(item(stock, 5)))).toContain("inventory.level.low");
  });
});
