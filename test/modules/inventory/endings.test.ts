import { describe, expect, it } from "vitest";
import {
  decideRelease,
  decideSecure,
  releasedStocks,
} from "../../../src/modules/inventory/reservations/ending-rules.ts";
import { decideTake } from "../../../src/modules/inventory/reservations/taking-rules.ts";
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
  stocksOf,
  typesOf,
  variantId,
} from "./given.ts";

const promised = (stock: number, reserved: number, backordered = 0) =>
  stocked([level(main, stock, { reserved, backordered })]);

describe("releasing a reservation", () => {
  it("makes its stock available at each location", () => {
    const stock = stocked([level(main, 5, { reserved: 5 }), level(second, 2, { reserved: 1 })]);
    const events = decideRelease("ord_1", [held(main, 3), held(second, 1)], stocksOf(stock));
    expect(after(stock, events)).toMatchObject({ stocked: 7, reserved: 2 });
  });

  it("ends its backordered part", () => {
    const stock = promised(1, 4, 3);
    const [left] = after(stock, decideRelease("ord_1", [held(main, 4, 3)], stocksOf(stock))).levels;
    expect(left).toMatchObject({ stocked: 1, reserved: 0, backordered: 0 });
  });

  it("leaves its stock to the next order of the same run, and other variants as they were", () => {
    const stock = promised(5, 3);
    const other = stocked([level(main, 1)], otherVariantId);
    const released = releasedStocks([held(main, 3)], stocksOf(stock, other));
    expect(released.get(variantId)).toMatchObject({ stocked: 5, reserved: 0 });
    expect(released.get(otherVariantId)).toEqual(other);
  });

  it("emits no event if nothing is reserved", () => {
    expect(decideRelease("ord_1", [], stocksOf())).toEqual([]);
  });
});

describe("shipping", () => {
  const take = (quantity: number, holding: readonly ReturnType<typeof held>[], stock = promised(5, 3)) =>
    decideTake("ord_1", holding, new Map([[variantId, quantity]]), stocksOf(stock), stockLocations);

  it("reduces stocked and reserved quantities", () => {
    const stock = promised(5, 3);
    const result = take(2, [held(main, 3)], stock);
    if (!result.ok) throw new Error(result.refusal.detail);
    expect(typesOf(result.value)).toEqual(["inventory.reservation.released", "inventory.level.updated"]);
    expect(after(stock, result.value)).toMatchObject({ stocked: 3, reserved: 1 });
  });

  it("ships only what is reserved for the owner", () => {
    expect(refusalOf(take(4, [held(main, 3)])).code).toBe("insufficient-inventory");
  });

  it("ships no variant on the strength of what is reserved of another", () => {
    const holding = [held(main, 2), { ...held(main, 3), variantId: otherVariantId }];
    expect(refusalOf(take(3, holding, promised(9, 2))).code).toBe("insufficient-inventory");
  });

  it("doesn't ship backordered items", () => {
    expect(refusalOf(take(3, [held(main, 3, 1)], promised(5, 3, 1))).code).toBe("insufficient-inventory");
  });

  it("doesn't ship more than is in stock", () => {
    expect(refusalOf(take(3, [held(main, 3)], promised(2, 3))).code).toBe("insufficient-inventory");
  });

  it("emits a low-stock event only for what another location spares", () => {
    const own = stocked([level(main, 9, { reserved: 9 })]);
    const result = take(9, [held(main, 9)], own);
    expect(result.ok && typesOf(result.value)).not.toContain("inventory.level.low");
    const spared = stocked([level(main, 1, { reserved: 3 }), level(second, 7)]);
    const spare = take(3, [held(main, 3)], spared);
    expect(spare.ok && spare.value.find(({ type }) => type === "inventory.level.low")?.data).toMatchObject({
      locationId: second,
      available: 5,
    });
  });

  it("ships each variant from its own reservations", () => {
    const stocks = stocksOf(
      stocked([level(main, 5, { reserved: 2 })]),
      stocked([level(main, 7, { reserved: 3 })], otherVariantId),
    );
    const holding = [held(main, 2), { ...held(main, 3), variantId: otherVariantId }];
    const both = new Map([
      [variantId, 2],
      [otherVariantId, 3],
    ]);
    const result = decideTake("ord_1", holding, both, stocks, stockLocations);
    if (!result.ok) throw new Error(result.refusal.detail);
    const updated = result.value.filter(({ type }) => type === "inventory.level.updated");
    expect(updated.map(({ data }) => data)).toMatchObject([
      { variantId, old: 5, new: 3, reserved: 0 },
      { variantId: otherVariantId, old: 7, new: 4, reserved: 0 },
    ]);
    expect(refusalOf(decideTake("ord_1", [held(main, 2)], both, stocks, stockLocations)).code).toBe(
      "insufficient-inventory",
    );
  });

  it("ships from every location with a reservation", () => {
    const stock = stocked([level(main, 1, { reserved: 1 }), level(second, 2, { reserved: 2 })]);
    const result = take(3, [held(main, 1), held(second, 2)], stock);
    if (!result.ok) throw new Error(result.refusal.detail);
    expect(after(stock, result.value)).toMatchObject({ stocked: 0, reserved: 0 });
  });
});

describe("securing a backorder", () => {
  const outOfTurn = expect.stringContaining("prioritize");
  const secure = (stock: ReturnType<typeof stocked>, holding = [held(main, 4, 3)]) =>
    decideSecure("ord_1", holding, stocksOf(stock), stockLocations);

  it("reserves stock at the locations that have it", () => {
    const stock = stocked([level(main, 2, { reserved: 4, backordered: 3 }), level(second, 9)]);
    const result = secure(stock);
    if (!result.ok) throw new Error(result.refusal.detail);
    const { levels, reserved } = after(stock, result.value);
    expect(reserved).toBe(4);
    expect(levels).toMatchObject([
      { locationId: main, reserved: 2, backordered: 0 },
      { locationId: second, reserved: 2, backordered: 0 },
    ]);
  });

  it("is refused while the stock is reserved for others", () => {
    expect(refusalOf(secure(promised(3, 4, 3))).code).toBe("insufficient-inventory");
  });

  it("leaves the stock that earlier orders wait for to them", () => {
    const stock = promised(4, 6, 6);
    const secureAfter = (owed: number) =>
      decideSecure("ord_1", [held(main, 3, 3)], stocksOf(stock), stockLocations, {
        earlier: new Map([[variantId, owed]]),
      });
    expect(secureAfter(1).ok).toBe(true);
    expect(secureAfter(2)).toMatchObject({ refusal: { code: "insufficient-inventory", detail: outOfTurn } });
  });

  it("asks for priority only where that would help", () => {
    const secureOf = (quantity: number) =>
      decideSecure("ord_1", [held(main, quantity, quantity)], stocksOf(promised(4, 9, 9)), stockLocations, {
        earlier: new Map([[variantId, 1]]),
      });
    expect(secureOf(3).ok).toBe(true);
    expect(secureOf(4)).toMatchObject({ refusal: { detail: outOfTurn } });
    expect(secureOf(5)).toMatchObject({ refusal: { detail: expect.not.stringContaining("prioritize") } });
  });

  it("secures no more than all locations together can spare", () => {
    const stock = stocked([level(main, 0, { reserved: 5, backordered: 3 }), level(second, 3)]);
    expect(refusalOf(secure(stock, [held(main, 3, 3)])).code).toBe("insufficient-inventory");
  });

  it("emits no event if nothing is backordered", () => {
    expect(secure(promised(3, 3), [held(main, 3)])).toEqual({ ok: true, value: [] });
  });

  it("emits no second low-stock event", () => {
    const result = secure(stocked([level(main, 9, { reserved: 4, backordered: 3 })]));
    expect(result.ok && typesOf(result.value)).toEqual([
      "inventory.reservation.released",
      "inventory.reservation.created",
    ]);
  });
});
