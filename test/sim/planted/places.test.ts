import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Module } from "../../../src/kernel/module.ts";
import type { TenantDatabase } from "../../../src/kernel/storage/storage.ts";
import type { Context } from "../../../src/kernel/write/command.ts";
import type { NewEvent } from "../../../src/kernel/write/event.ts";
import { levelAt, loadStockLocations, readStock } from "../../../src/modules/inventory/index.ts";
import { findWith } from "./support/find.ts";

const created = z.object({
  variantId: z.string(),
  owner: z.string(),
  lines: z.array(
    z.object({
      locationId: z.string(),
      quantity: z.int(),
      backordered: z.int(),
      reservedAfter: z.int(),
      backorderedAfter: z.int(),
    }),
  ),
});

type Rewrite = (event: NewEvent, database: TenantDatabase, context: Context) => NewEvent;

/** The modules, with commands whose events are rewritten. */
function rewriting(names: readonly string[], rewrite: Rewrite) {
  return (modules: readonly Module[]): readonly Module[] =>
    modules.map((module) => ({
      ...module,
      operations: module.operations.map((operation) =>
        operation.kind === "command" && names.includes(operation.name)
          ? {
              ...operation,
              plan(database: TenantDatabase, input: unknown, context: Context) {
                const plan = operation.plan(database, input, context);
                if (!plan.ok) return plan;
                const events = plan.value.events.map((event) => rewrite(event, database, context));
                return { ok: true as const, value: { ...plan.value, events } };
              },
            }
          : operation,
      ),
    }));
}

/** Looks at the sum of all locations, and then reserves everything at the default location. */
const promisedTwice: Rewrite = (event, database, { tenantId }) => {
  if (event.type !== "inventory.reservation.created") return event;
  const { variantId, owner, lines } = created.parse(event.data);
  const { defaultLocationId: locationId } = loadStockLocations(database, tenantId);
  const level = levelAt(readStock(database, variantId), locationId);
  const sum = (field: "quantity" | "backordered") => lines.reduce((total, line) => total + line[field], 0);
  const line = {
    locationId,
    quantity: sum("quantity"),
    backordered: sum("backordered"),
    reservedAfter: level.reserved + sum("quantity"),
    backorderedAfter: level.backordered + sum("backordered"),
  };
  return { ...event, data: { variantId, owner, lines: [line] } };
};

const amount = z.looseObject({ amount: z.object({ amount: z.int(), currency: z.string() }) });

describe("the simulator finds", { timeout: 300_000 }, () => {
  it("a shelf that is promised twice, because only the sum over all locations is checked", async () => {
    const { violation } = await findWith({ modules: rewriting(["holds.reserve"], promisedTwice) });
    expect(violation?.invariant).toBe("a shelf is not promised twice");
  });

  it("a transfer that leaves the reservations behind", async () => {
    const leaving: Rewrite = (event) =>
      event.type === "inventory.reservation.moved"
        ? { ...event, type: "inventory.level.low", data: { ...lowOf(event) } }
        : event;
    const { violation } = await findWith(
      { modules: rewriting(["inventory.transferStock"], leaving) },
      { first: 28 },
    );
    expect(violation?.invariant).toBe("a shelf is not promised twice");
  });

  it("refunds that are larger than what was captured", async () => {
    const tripled: Rewrite = (event) => {
      if (event.type !== "order.payment.refunded") return event;
      const { amount: refunded, ...data } = amount.parse(event.data);
      return { ...event, data: { ...data, amount: { ...refunded, amount: refunded.amount * 3 } } };
    };
    const { violation } = await findWith(
      { modules: rewriting(["orders.refundOrder"], tripled) },
      { first: 3 },
    );
    expect(violation?.invariant).toBe("money adds up");
  });
});

function lowOf({ data }: NewEvent) {
  const { variantId, from } = z
    .looseObject({ variantId: z.string(), from: z.looseObject({ locationId: z.string() }) })
    .parse(data);
  return { variantId, locationId: from.locationId, available: 0, threshold: 0 };
}
