import { describe, expect, it } from "vitest";
import { checkBudget, forgetSpent, spend } from "../../../durable-objects/write/shopper-budget.ts";
import { openPlatform } from "../../support/node/platform.ts";

const hour = 60 * 60 * 1000;
const start = Date.parse("2026-03-01T12:00:00Z");
/** A thousandth of the shopper's budget is given back every 3.6 s. */
const budget = { callerBytes: 1_000, tenantBytes: 10_000 };

function opened() {
  const { storage } = openPlatform().tenant();
  const { database } = storage;
  return {
    database,
    writes: (bytes: number, at = start, caller: string | null = "ada") =>
      spend(database, budget, caller, bytes, at),
    /** For how many seconds a shopper is refused, or null. */
    waits: (at: number, caller: string | null = "ada") =>
      checkBudget(database, budget, caller, at)?.retryAfter ?? null,
    forget: (at: number) => forgetSpent(database, at),
    counts: () =>
      storage.rows("SELECT bytes FROM shopper_writes ORDER BY caller DESC").map(({ bytes }) => bytes),
  };
}

describe("what a shopper may write in an hour", () => {
  it("is used up when it is reached, and the wait is as long as it takes to get room", () => {
    const { writes, waits } = opened();
    writes(999);
    expect(waits(start)).toBeNull();
    writes(1);
    expect(waits(start)).toBe(1);
    writes(250);
    expect(waits(start)).toBe(15 * 60);
    expect(waits(start + 12 * 60_000)).toBe(3 * 60);
    expect(waits(start + 15 * 60_000 + 3_600)).toBeNull();
  });

  it("is given back evenly, and never more than it was", () => {
    const { writes, counts } = opened();
    writes(800);
    writes(100, start + hour / 2);
    expect(counts()).toEqual([400, 100]);
    writes(50, start + 24 * hour);
    expect(counts()).toEqual([50, 50]);
  });

  it("is each shopper's own, and all of them have one together", () => {
    const { writes, waits, counts } = opened();
    writes(9_500, start, "ada");
    writes(499, start, "bob");
    expect([waits(start, "ada"), waits(start, "bob"), waits(start, "eve")]).toEqual([
      8.5 * 3_600,
      null,
      null,
    ]);
    writes(1, start, "bob");
    expect([waits(start, "bob"), waits(start, "eve")]).toEqual([1, 1]);
    expect(counts()).toEqual([500, 9_500, 10_000]);
  });

  it("does not concern staff", () => {
    const { writes, waits, counts } = opened();
    expect(writes(5_000, start, null)).toBeNull();
    expect(counts()).toEqual([]);
    writes(20_000);
    expect(waits(start, null)).toBeNull();
  });

  it("is not touched by a request that writes nothing", () => {
    const { writes, counts } = opened();
    expect(writes(0)).toBeNull();
    expect(counts()).toEqual([]);
  });
});

describe("a clock that steps", () => {
  it("back by less than an hour gives nothing back twice", () => {
    const { writes, waits } = opened();
    writes(1_250);
    expect(waits(start - hour / 2)).toBe(15 * 60);
  });

  it("back by more than an hour frees shoppers: what it has counted says nothing of this hour", () => {
    const { writes, waits } = opened();
    writes(5_000);
    expect(waits(start - hour)).toBe(4 * 3_600);
    expect(waits(start - hour - 1)).toBeNull();
  });
});

describe("a count", () => {
  it("can be forgotten after an hour, and is kept for two", () => {
    const { writes, forget, counts } = opened();
    expect(writes(100)).toBe(start + hour);
    expect(forget(start + 2 * hour - 1)).toBe(start + 2 * hour);
    expect(counts()).toHaveLength(2);
    expect(forget(start + 2 * hour)).toBeNull();
    expect(counts()).toEqual([]);
  });

  it("is forgotten with at most 499 others at once, and the rest is due at once", () => {
    const { writes, forget, counts } = opened();
    for (let index = 0; index < 501; index += 1) writes(1, start, `shopper ${index}`);
    expect(forget(start + 3 * hour)).toBe(start + 2 * hour);
    expect(counts()).toHaveLength(2);
    expect(forget(start + 3 * hour)).toBeNull();
  });
});
