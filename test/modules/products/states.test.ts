import { describe, expect, it } from "vitest";
import { stockOf } from "../../../src/modules/inventory/index.ts";
import {
  decideDelete,
  decideMove,
  type ProductMove,
  productMoves,
} from "../../../src/modules/products/rules.ts";
import { productStatus } from "../../../src/modules/products/schema.ts";
import { eventsOf, product, refusalOf } from "./given.ts";

/** The event that each move emits from each status. Null if the move is refused. */
const moves: Readonly<Record<ProductMove, Readonly<Record<string, string | null>>>> = {
  publish: { draft: "catalog.product.published", active: null, archived: null },
  unpublish: { draft: null, active: "catalog.product.unpublished", archived: null },
  archive: { draft: "catalog.product.archived", active: "catalog.product.archived", archived: null },
  restore: { draft: null, active: null, archived: "catalog.product.restored" },
};

const cases = Object.entries(moves).flatMap(([move, byState]) =>
  productStatus.options.map((status) => ({
    move: move as ProductMove,
    status,
    event: byState[status] ?? null,
  })),
);

describe("moving a product", () => {
  it("covers every move", () => {
    expect(Object.keys(moves).sort()).toEqual(Object.keys(productMoves).sort());
    expect(cases).toHaveLength(12);
  });

  it.each(cases.filter(({ event }) => event !== null))(
    "$move succeeds from $status",
    ({ move, status, event }) => {
      expect(eventsOf(decideMove(product({ status }), move))).toEqual([{ type: event, data: {} }]);
    },
  );

  it.each(cases.filter(({ event }) => event === null))(
    "$move is refused from $status",
    ({ move, status }) => {
      expect(refusalOf(decideMove(product({ status }), move)).code).toBe("invalid-transition");
    },
  );
});

it.each([
  [
    "unpublish",
    "archived",
    "Cannot unpublish a product that is archived. Its status changes with `restore`.",
  ],
  ["publish", "archived", "The product is archived and cannot become active: `restore` it first."],
  ["publish", "active", "The product is active already. Its status changes with `unpublish` or `archive`."],
] as const)("the refusal to %s a product that is %s says what is possible", (move, status, detail) => {
  const refused = decideMove(product({ status }), move);
  expect(refused.ok ? "" : refused.refusal.detail).toContain(detail);
});

describe("deleting a product", () => {
  const stock = (stocked: number) => [
    stockOf(product().variants[0]?.id ?? "", [
      {
        locationId: "loc_01J00000000000000000000000",
        stocked,
        reserved: 0,
        backordered: 0,
        lowStockThreshold: null,
      },
    ]),
  ];

  it("is refused while it is published", () => {
    const result = decideDelete(product({ status: "active" }), [], []);
    expect(refusalOf(result).code).toBe("invalid-transition");
  });

  it.each(["draft", "archived"] as const)(
    "writes off the stock of a product that is %s, without a low-stock event",
    (status) => {
      const events = eventsOf(decideDelete(product({ status }), stock(9), []));
      expect(events.map(({ type }) => type)).toEqual(["inventory.level.updated", "catalog.product.deleted"]);
      expect(events[0]?.data).toMatchObject({ old: 9, new: 0 });
    },
  );

  it("emits no stock event for a product without stock", () => {
    const events = eventsOf(decideDelete(product(), stock(0), []));
    expect(events.map(({ type }) => type)).toEqual(["catalog.product.deleted"]);
  });
});
