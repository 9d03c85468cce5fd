import { describe, expect, it, vi } from "vitest";
import { findWith } from "./support/find.ts";

/** Instants of a clock that was ahead are trusted. */
vi.mock("../../../src/kernel/clock.ts", () => ({
  isWithin: (until: number | undefined, now: number) => until !== undefined && until > now,
  waitUntil: (since: number, intervalMs: number) => since + intervalMs,
}));

describe("the simulator finds", { timeout: 120_000 }, () => {
  it("work that stands still after a clock that was ahead has gone back", async () => {
    const { violation, history } = await findWith({});
    expect(violation?.invariant).toMatch(/^(?:everything settles|nothing waits for the outside)$/);
    expect(history.some((action) => action.do === "clock ahead")).toBe(true);
  });
});
