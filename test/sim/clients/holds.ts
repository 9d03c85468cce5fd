import { z } from "zod";
import { defineModule } from "../../../src/kernel/module.ts";
import type { TenantDatabase } from "../../../src/kernel/storage/storage.ts";
import { ok, type Result } from "../../../src/kernel/values/result.ts";
import { defineCommand } from "../../../src/kernel/write/command.ts";
import type { NewEvent } from "../../../src/kernel/write/event.ts";
import {
  decideRelease,
  decideReserve,
  decideSecure,
  decideTake,
  loadStockLocations,
  type Reservation,
  readReservations,
  readStocks,
} from "../../../src/modules/inventory/index.ts";

const byOwner = z.object({ owner: z.string() });
const held = z.object({
  owner: z.string(),
  lines: z.array(
    z.object({ variantId: z.string(), quantity: z.int(), policy: z.enum(["deny", "continue"]) }),
  ),
});

/** Reserves stock for an owner, all lines or none. */
const reserve = defineCommand({
  name: "holds.reserve",
  access: "inventory:update",
  input: held,
  output: z.unknown(),
  load: (database, { lines }, { tenantId }) => ({
    stocks: readStocks(
      database,
      lines.map(({ variantId }) => variantId),
    ),
    stockLocations: loadStockLocations(database, tenantId),
  }),
  decide({ stocks, stockLocations }, { owner, lines }) {
    const wanted = lines.map((line) => ({ ...line, pointer: "" }));
    const decided = decideReserve(owner, wanted, stocks, stockLocations);
    return decided.ok ? done(owner)(ok(decided.value.events)) : decided;
  },
});

const secure = defineCommand({
  name: "holds.secure",
  access: "inventory:update",
  input: byOwner,
  output: z.unknown(),
  load: loadHeld,
  decide: ({ reserved, stocks, stockLocations }, { owner }) =>
    done(owner)(decideSecure(owner, reserved, stocks, stockLocations)),
});

/** Ships all or part of an owner's reservations. */
const take = defineCommand({
  name: "holds.take",
  access: "inventory:update",
  input: byOwner.extend({ share: z.number() }),
  output: z.unknown(),
  load: loadHeld,
  decide({ reserved, stocks, stockLocations }, { owner, share }) {
    const quantities = new Map(
      [...Map.groupBy(reserved, ({ variantId }) => variantId)].map(([variantId, lines]) => [
        variantId,
        Math.ceil(share * lines.reduce((sum, { quantity }) => sum + quantity, 0)),
      ]),
    );
    return done(owner)(decideTake(owner, reserved, quantities, stocks, stockLocations));
  },
});

const release = defineCommand({
  name: "holds.release",
  access: "inventory:update",
  input: byOwner,
  output: z.unknown(),
  load: loadHeld,
  decide: ({ reserved, stocks }, { owner }) => done(owner)(ok(decideRelease(owner, reserved, stocks))),
});

/** Reserves stock like a checkout does, with nothing but the inventory's published functions. */
export const holds = defineModule({
  name: "holds",
  optional: true,
  requires: ["inventory"],
  operations: [reserve, secure, take, release],
});

function loadHeld(
  database: TenantDatabase,
  { owner }: { readonly owner: string },
  { tenantId }: { readonly tenantId: string },
) {
  const reserved: readonly Reservation[] = readReservations(database, owner);
  return {
    reserved,
    stocks: readStocks(
      database,
      reserved.map(({ variantId }) => variantId),
    ),
    stockLocations: loadStockLocations(database, tenantId),
  };
}

function done(owner: string) {
  return (decided: Result<readonly NewEvent[]>) =>
    decided.ok
      ? ok({
          events: decided.value,
          answer: (database: TenantDatabase) => readReservations(database, owner),
        })
      : decided;
}
