import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Result } from "../../../src/kernel/values/result.ts";
import type { NewEvent } from "../../../src/kernel/write/event.ts";
import { reservationMoved } from "../../../src/modules/inventory/events.ts";
import {
  decideRelease,
  decideReserve,
  decideSecure,
  decideTake,
  type InventoryPolicy,
  type Reservation,
  type Stock,
} from "../../../src/modules/inventory/index.ts";
import { decideAdjustment } from "../../../src/modules/inventory/levels/rules.ts";
import { decideTransfer } from "../../../src/modules/inventory/transfers/rules.ts";
import { after, level, main, second, stocked, stockLocations, stocksOf, third, variantId } from "./given.ts";

/** An operation on one variant's stock. */
type Step =
  | { readonly kind: "adjust"; readonly at: number; readonly delta: number }
  | { readonly kind: "reserve"; readonly owner: string; readonly quantity: number }
  | { readonly kind: "take"; readonly owner: string; readonly quantity: number; readonly from: number }
  | { readonly kind: "transfer"; readonly from: number; readonly to: number; readonly quantity: number }
  | { readonly kind: "secure" | "release"; readonly owner: string };

const owner = fc.constantFrom("ord_1", "ord_2", "ord_3");
const few = fc.integer({ min: 1, max: 6 });
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant("adjust" as const),
      at: fc.nat(2),
      delta: fc.integer({ min: -5, max: 5 }),
    }),
    fc.record({ kind: fc.constant("reserve" as const), owner, quantity: few }),
    fc.record({
      kind: fc.constant("take" as const),
      owner,
      quantity: few,
      // 3 is no location: the parcel leaves from wherever the stock is.
      from: fc.nat(3),
    }),
    fc.record({ kind: fc.constant("transfer" as const), from: fc.nat(2), to: fc.nat(2), quantity: few }),
    fc.record({ kind: fc.constantFrom("secure" as const, "release" as const), owner }),
  ),
  { maxLength: 40 },
);

/** The stock after all events, with the totals added and shipped. */
interface World {
  readonly stock: Stock;
  readonly held: readonly Reservation[];
  readonly brought: number;
  readonly left: number;
}

function decide(step: Step, { stock, held }: World, policy: InventoryPolicy): Result<readonly NewEvent[]> {
  const stocks = stocksOf(stock);
  switch (step.kind) {
    case "adjust": {
      const locationId = stockLocations.locationIds[step.at] ?? main;
      return decideAdjustment(stock, { locationId, delta: step.delta, reason: "counted" }, stockLocations);
    }
    case "reserve": {
      const wanted = [{ variantId, policy, quantity: step.quantity, pointer: "" }];
      const result = decideReserve(step.owner, wanted, stocks, stockLocations);
      return result.ok ? { ok: true, value: result.value.events } : result;
    }
    case "take":
      return decideTake(
        step.owner,
        of(held, step.owner),
        new Map([[variantId, step.quantity]]),
        stocks,
        stockLocations,
        { from: takenFrom(held, step.from) },
      );
    case "transfer": {
      const [from = main, to = main] = [step.from, step.to].map((at) => stockLocations.locationIds[at]);
      if (from === to) return { ok: true, value: [] };
      const transfer = { stock, quantity: step.quantity, reservations: firm(held, from), pointer: "" };
      return decideTransfer([transfer], { from, to }, stockLocations);
    }
    case "secure":
      return decideSecure(step.owner, of(held, step.owner), stocks, stockLocations);
    case "release":
      return { ok: true, value: decideRelease(step.owner, of(held, step.owner), stocks) };
  }
}

const firm = (held: readonly Reservation[], locationId: string) =>
  held.filter((one) => one.locationId === locationId && one.quantity > one.backordered);

function takenFrom(held: readonly Reservation[], at: number) {
  const locationId = stockLocations.locationIds[at];
  return locationId === undefined
    ? null
    : { locationId, reservations: new Map([[variantId, firm(held, locationId)]]) };
}

const of = (held: readonly Reservation[], name: string) => held.filter((one) => one.owner === name);

/** Applies events to reservations. */
function holding(held: readonly Reservation[], events: readonly NewEvent[]): readonly Reservation[] {
  const byLocation = new Map(held.map((one) => [`${one.owner} ${one.locationId}`, one]));
  for (const { type, data } of events) {
    if (!type.startsWith("inventory.reservation.")) continue;
    if (type === reservationMoved.type) {
      const { from, to, parts } = reservationMoved.schema.parse(data);
      for (const { owner, quantity } of parts)
        for (const [at, sign] of [
          [from, -1],
          [to, 1],
        ] as const) {
          const key = `${owner} ${at.locationId}`;
          const before = byLocation.get(key) ?? { quantity: 0, backordered: 0 };
          const { locationId } = at;
          byLocation.set(key, {
            ...before,
            owner,
            variantId,
            locationId,
            quantity: before.quantity + sign * quantity,
          });
        }
      continue;
    }
    const told = data as { readonly owner: string; readonly lines: readonly Reservation[] };
    const sign = type === "inventory.reservation.created" ? 1 : -1;
    for (const { locationId, quantity, backordered } of told.lines) {
      const key = `${told.owner} ${locationId}`;
      const before = byLocation.get(key) ?? { quantity: 0, backordered: 0 };
      byLocation.set(key, {
        owner: told.owner,
        variantId,
        locationId,
        quantity: before.quantity + sign * quantity,
        backordered: before.backordered + sign * backordered,
      });
    }
  }
  return [...byLocation.values()].filter(({ quantity }) => quantity !== 0);
}

function live(world: World, step: Step, policy: InventoryPolicy): World {
  const decided = decide(step, world, policy);
  if (!decided.ok) return world;
  return {
    stock: after(world.stock, decided.value),
    held: holding(world.held, decided.value),
    brought: world.brought + (step.kind === "adjust" ? step.delta : 0),
    left: world.left + (step.kind === "take" ? step.quantity : 0),
  };
}

function check(before: World, step: Step, world: World, policy: InventoryPolicy): void {
  const { stock, held, brought, left } = world;
  const missing = (levels: Stock["levels"]) =>
    levels.reduce(
      (total, { stocked, reserved, backordered }) => total + Math.max(0, reserved - backordered - stocked),
      0,
    );
  if (step.kind !== "adjust")
    expect(missing(stock.levels), "no shelf is promised twice").toBeLessThanOrEqual(
      missing(before.stock.levels),
    );
  expect(stock.stocked, "what came in and has not left is there").toBe(brought - left);
  for (const one of stock.levels) {
    const here = held.filter(({ locationId }) => locationId === one.locationId);
    const sum = (field: "quantity" | "backordered") => here.reduce((total, line) => total + line[field], 0);
    expect(one.stocked).toBeGreaterThanOrEqual(0);
    expect(one.reserved, "what is reserved is held by somebody").toBe(sum("quantity"));
    expect(one.backordered, "so is what is owed").toBe(sum("backordered"));
    expect(here.every(({ quantity, backordered }) => quantity > 0 && backordered >= 0)).toBe(true);
    if (policy === "deny") expect(one.backordered).toBe(0);
  }
}

describe.each(["deny", "continue"] as const)("any sequence of operations with the policy %s", (policy) => {
  it("keeps stocked, reserved and shipped quantities consistent", () => {
    fc.assert(
      fc.property(steps, (history) => {
        const begin: World = {
          stock: stocked([level(main, 4), level(second, 3), level(third, 0)]),
          held: [],
          brought: 7,
          left: 0,
        };
        history.reduce((world, step) => {
          const next = live(world, step, policy);
          check(world, step, next, policy);
          return next;
        }, begin);
      }),
      { numRuns: 2_000, seed: 7 },
    );
  });
});
