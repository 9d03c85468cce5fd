import { describe, expect, it } from "vitest";
import { decideTake, type TakenFrom } from "../../../src/modules/inventory/reservations/taking-rules.ts";
import { refusalOf } from "../../support/decided.ts";
import {
  after,
  held,
  level,
  main,
  second,
  stocked,
  stockLocations,
  stocksOf,
  third,
  typesOf,
  variantId,
} from "./given.ts";

describe("shipping from several locations", () => {
  const take = (
    quantity: number,
    holding: readonly ReturnType<typeof held>[],
    stock: ReturnType<typeof stocked>,
    from: TakenFrom | null = null,
  ) =>
    decideTake("ord_1", holding, new Map([[variantId, quantity]]), stocksOf(stock), stockLocations, { from });

  it("ships what is missing where it is reserved from locations that can spare it", () => {
    const stock = stocked([level(main, 1, { reserved: 3 }), level(second, 4, { reserved: 2 })]);
    const result = take(3, [held(main, 3)], stock);
    if (!result.ok) throw new Error(result.refusal.detail);
    expect(after(stock, result.value).levels).toMatchObject([
      { locationId: main, stocked: 0, reserved: 0 },
      { locationId: second, stocked: 2, reserved: 2 },
    ]);
  });

  it("doesn't ship what other locations have reserved for others", () => {
    const stock = stocked([level(main, 0, { reserved: 2 }), level(second, 4, { reserved: 3 })]);
    expect(refusalOf(take(2, [held(main, 2)], stock)).code).toBe("insufficient-inventory");
  });

  it("ships from the requested location, and moves what others have reserved there", () => {
    const stock = stocked([level(main, 2, { reserved: 2 }), level(second, 3, { reserved: 3 })]);
    const others = [{ ...held(second, 3), owner: "ord_2" }];
    const from = { locationId: second, reservations: new Map([[variantId, others]]) };
    const result = take(2, [held(main, 2)], stock, from);
    if (!result.ok) throw new Error(result.refusal.detail);
    expect(after(stock, result.value).levels).toMatchObject([
      { locationId: second, stocked: 1, reserved: 1 },
      { locationId: main, stocked: 2, reserved: 2 },
    ]);
  });

  it("takes the owner's own reservation there first, then the nearest", () => {
    const stock = stocked([level(main, 3, { reserved: 3 }), level(second, 3, { reserved: 1 })]);
    const from = { locationId: second, reservations: new Map([[variantId, [held(second, 1)]]]) };
    const result = take(3, [held(main, 3), held(second, 1)], stock, from);
    if (!result.ok) throw new Error(result.refusal.detail);
    expect(typesOf(result.value)).not.toContain("inventory.reservation.moved");
    expect(after(stock, result.value).levels).toMatchObject([
      { locationId: main, stocked: 3, reserved: 1 },
      { locationId: second, stocked: 0, reserved: 0 },
    ]);
  });

  it("can ship the last units of the requested location, and not more than the owner has reserved", () => {
    const stock = stocked([level(main, 5, { reserved: 2 }), level(second, 2)]);
    const from = { locationId: second, reservations: new Map() };
    const result = take(2, [held(main, 2)], stock, from);
    expect(result.ok && after(stock, result.value).levels).toMatchObject([
      { locationId: main, stocked: 5, reserved: 0 },
      { locationId: second, stocked: 0, reserved: 0 },
    ]);
    expect(refusalOf(take(2, [held(main, 1)], stock, from)).code).toBe("insufficient-inventory");
  });

  it("does not make up for what a count has left short at the requested location", () => {
    const stock = stocked([
      level(main, 2, { reserved: 2 }),
      level(second, 3, { reserved: 5 }),
      level(third, 1),
    ]);
    const others = [{ ...held(second, 5), owner: "ord_2" }];
    const from = { locationId: second, reservations: new Map([[variantId, others]]) };
    const result = take(1, [held(main, 2)], stock, from);
    if (!result.ok) throw new Error(result.refusal.detail);
    expect(after(stock, result.value).levels).toMatchObject([
      { locationId: third, stocked: 1, reserved: 0 },
      { locationId: second, stocked: 2, reserved: 4 },
      { locationId: main, stocked: 2, reserved: 2 },
    ]);
  });

  it("is refused if the requested location has too little, with a pointer to it", () => {
    const stock = stocked([level(main, 5, { reserved: 2 }), level(second, 1)]);
    const from = { locationId: second, reservations: new Map() };
    expect(refusalOf(take(2, [held(main, 2)], stock, from))).toEqual({
      code: "insufficient-inventory",
      pointers: ["/locationId"],
    });
  });

  it("moves what others have reserved there, and nothing of the order that is shipped", () => {
    const stock = stocked([level(main, 5, { reserved: 2 }), level(second, 3, { reserved: 3 })]);
    const own = held(second, 1);
    const others = [own, { ...held(second, 2), owner: "ord_2" }];
    const from = { locationId: second, reservations: new Map([[variantId, others]]) };
    const result = take(3, [held(main, 2), own], stock, from);
    if (!result.ok) throw new Error(result.refusal.detail);
    const moved = result.value.filter(({ type }) => type === "inventory.reservation.moved");
    expect(moved.map(({ data }) => data)).toMatchObject([{ parts: [{ owner: "ord_2", quantity: 2 }] }]);
  });

  it("is refused above what the location has, even if a count has left others short there", () => {
    const stock = stocked([level(main, 9, { reserved: 2 }), level(second, 1, { reserved: 2 })]);
    const others = [{ ...held(second, 2), owner: "ord_2" }];
    const from = { locationId: second, reservations: new Map([[variantId, others]]) };
    expect(refusalOf(take(2, [held(main, 2)], stock, from)).pointers).toEqual(["/locationId"]);
  });

  it("is refused if more orders have reserved there than can move at once", () => {
    const stock = stocked([level(main, 9, { reserved: 2 }), level(second, 2, { reserved: 2 })]);
    const some = [{ ...held(second, 1), owner: "ord_2" }];
    const from = { locationId: second, reservations: new Map([[variantId, some]]) };
    expect(refusalOf(take(2, [held(main, 2)], stock, from)).pointers).toEqual(["/locationId"]);
  });

  it("is refused if nothing could satisfy those who have reserved there", () => {
    const stock = stocked([level(main, 0, { reserved: 2 }), level(second, 2, { reserved: 2 })]);
    const others = [{ ...held(second, 2), owner: "ord_2" }];
    const from = { locationId: second, reservations: new Map([[variantId, others]]) };
    expect(refusalOf(take(2, [held(main, 2)], stock, from)).code).toBe("insufficient-inventory");
  });
});
