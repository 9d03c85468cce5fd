import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

// Other test files of the process have loaded the platform with the clock that it has.
const clock = "../../../src/kernel/clock.ts";

beforeAll(() => {
  vi.resetModules();
  /** Instants of a clock that was ahead are trusted. */
  vi.doMock(clock, () => ({
    isWithin: (until: number | undefined, now: number) => until !== undefined && until > now,
    waitUntil: (since: number, intervalMs: number) => since + intervalMs,
  }));
});

afterAll(() => {
  vi.doUnmock(clock);
  vi.resetModules();
});

describe("the simulator finds", { timeout: 300_000 }, () => {
  it("work that stands still after a clock that was ahead has gone back", async () => {
    const { findWith } = await import("./support/find.ts");
    const { violation, history } = await findWith({});
    expect(violation?.invariant).toMatch(/^(?:everything settles|nothing waits for the outside)$/);
    expect(history.some((action) => action.do === "clock ahead")).toBe(true);
  });
});
