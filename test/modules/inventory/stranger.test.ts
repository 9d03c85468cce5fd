import { describe, expect, it } from "vitest";
import { envelopeVersion } from "../../../src/kernel/write/event.ts";
import { reservationCreated, reservationReleased } from "../../../src/modules/inventory/events.ts";
import { readReservations, readStock } from "../../../src/modules/inventory/index.ts";
import { inventoryAggregate } from "../../../src/modules/inventory/store.ts";
import { openShop } from "../../support/node/shop.ts";
import { main, variantId } from "./given.ts";

/** An envelope to apply. */
function envelope(seq: number, definition: { readonly type: string }, data: object) {
  return {
    envelope: envelopeVersion,
    id: "01J00000000000000000000000",
    tenantId: "ten_01J00000000000000000000000",
    epoch: 1,
    seq,
    type: definition.type,
    version: 1,
    aggregate: { type: "inventory", id: variantId, version: seq },
    occurredAt: "2026-03-01T12:00:00.000Z",
    actor: { kind: "system" as const },
    correlationId: "01J00000000000000000000000",
    data,
  };
}

describe("a reservation", () => {
  it("can be released by its owner only", () => {
    const { database } = openShop().tenant.storage;
    const line = { locationId: main, quantity: 2, backordered: 0 };
    const lines = [{ ...line, reservedAfter: 2, backorderedAfter: 0 }];
    inventoryAggregate.apply(database, envelope(1, reservationCreated, { variantId, owner: "ord_1", lines }));
    const ended = (owner: string) =>
      envelope(2, reservationReleased, {
        variantId,
        owner,
        because: "released",
        lines: [{ ...line, reservedAfter: 0, backorderedAfter: 0 }],
      });
    expect(() => inventoryAggregate.apply(database, ended("ord_2"))).toThrow("has not reserved");
    expect(readReservations(database, "ord_1")).toMatchObject([line]);
    inventoryAggregate.apply(database, ended("ord_1"));
    expect(readReservations(database, "ord_1")).toEqual([]);
    expect(readStock(database, variantId).reserved).toBe(0);
  });
});
