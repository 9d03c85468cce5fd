import { afterEach, describe, expect, it, vi } from "vitest";
import { createReactionBreakers } from "../../../src/projection/reactions/breakers.ts";
import { startTimer } from "../../../src/projection/reactions/timer.ts";
import { createClock } from "../../support/clock.ts";

describe("the breakers of reactions", () => {
  function opened() {
    const clock = createClock();
    return { clock, breakerOf: createReactionBreakers(clock.now, () => 0.5) };
  }

  it("are one for each reaction of each tenant", () => {
    const { breakerOf } = opened();
    const breaker = breakerOf("ten_a", "notes.readers/ada");
    expect(breakerOf("ten_a", "notes.readers/ada")).toBe(breaker);
    expect(breakerOf("ten_b", "notes.readers/ada")).not.toBe(breaker);
    expect(breakerOf("ten_a", "notes.readers/bob")).not.toBe(breaker);
  });

  it("are forgotten ten minutes after their last use", () => {
    const { clock, breakerOf } = opened();
    const breaker = breakerOf("ten_a", "mail");
    for (let minutes = 0; minutes < 18; minutes += 9) {
      clock.advance(9 * 60_000);
      expect(breakerOf("ten_a", "mail")).toBe(breaker);
    }
    clock.advance(10 * 60_000);
    expect(breakerOf("ten_a", "mail")).not.toBe(breaker);
  });
});

describe("a time limit", () => {
  afterEach(() => void vi.useRealTimers());

  it("aborts what waits when it is reached, not before", async () => {
    vi.useFakeTimers();
    const { signal, over } = startTimer(10_000);
    vi.advanceTimersByTime(9_999);
    expect(signal.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect(signal.reason).toMatchObject({ name: "TimeoutError" });
    await over;
  });

  it("is never reached once it is stopped", () => {
    vi.useFakeTimers();
    const { signal, stop } = startTimer(10_000);
    stop();
    vi.advanceTimersByTime(60_000);
    expect(signal.aborted).toBe(false);
  });
});
