import { describe, expect, it } from "vitest";
import { behindBreaker, createBreaker } from "../../src/projection/failures/breaker.ts";
import { failureKind, failureText, ReadModelUnavailable } from "../../src/projection/failures/failures.ts";
import { createClock } from "../support/clock.ts";

function open(fails: () => string | null) {
  const clock = createClock();
  const breaker = createBreaker(clock.now, () => 0.5);
  let calls = 0;
  const answer = async () => {
    calls += 1;
    const message = fails();
    if (message !== null) throw new Error(message);
    return [];
  };
  const model = behindBreaker({ all: answer, batch: answer }, breaker);
  const ask = () => model.all({ sql: "SELECT 1", params: [] }).catch((error: Error) => error.message);
  return { clock, breaker, model, ask, calls: () => calls };
}

const down = "D1_ERROR: Network connection lost.";

describe("the breaker before the read model", () => {
  it("opens with its first step, however many calls fail at the same time", () => {
    const { breaker } = open(() => down);
    for (let calls = 0; calls < 6; calls += 1) breaker.failed();
    expect(breaker.waitMs()).toBe(1_000);
  });

  it("opens after three failures in a row, and then asks no more", async () => {
    const { breaker, ask, calls } = open(() => down);
    for (let index = 0; index < 10; index += 1) await ask();
    expect(breaker.state()).toBe("open");
    expect(calls()).toBe(3);
  });

  it("lets one call try when its time has come, and closes where that succeeds", async () => {
    let message: string | null = down;
    const { clock, breaker, ask, calls } = open(() => message);
    for (let index = 0; index < 3; index += 1) await ask();
    message = null;
    clock.advance(999);
    await ask();
    expect(calls()).toBe(3);
    clock.advance(1);
    expect(breaker.state()).toBe("half-open");
    await ask();
    expect([breaker.state(), calls()]).toEqual(["closed", 4]);
  });

  it("waits ever longer while the database stays away, a quarter of a minute at most", async () => {
    const { clock, breaker, ask } = open(() => down);
    for (let index = 0; index < 3; index += 1) await ask();
    const pauses: number[] = [];
    for (let index = 0; index < 7; index += 1) {
      const pause = breaker.waitMs();
      pauses.push(pause);
      clock.advance(pause);
      await ask();
    }
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
  });

  it("is not moved by a batch that the database refuses: it is there", async () => {
    const { breaker, ask, calls } = open(() => "D1_ERROR: NOT NULL constraint failed: notes.id");
    for (let index = 0; index < 10; index += 1) await ask();
    expect([breaker.state(), calls()]).toEqual(["closed", 10]);
  });

  it("forgets earlier failures when the database refuses a batch", async () => {
    const messages = [down, down, "D1_ERROR: NOT NULL constraint failed: notes.id", down, down];
    const { breaker, ask } = open(() => messages.shift() ?? null);
    for (let index = 0; index < 5; index += 1) await ask();
    expect(breaker.state()).toBe("closed");
  });

  it("says how long it stays open to whoever asks meanwhile", async () => {
    const { clock, ask, model } = open(() => down);
    for (let index = 0; index < 3; index += 1) await ask();
    clock.advance(400);
    const refused = await model.batch([]).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ReadModelUnavailable);
    expect(refused).toMatchObject({ retryAfterMs: 600 });
    expect(failureKind(refused)).toBe("transient");
  });

  it("waits for nothing while it is closed", () => {
    const { breaker } = open(() => null);
    expect(breaker.waitMs()).toBe(0);
  });

  it.each([
    [0, 750],
    [1, 1_250],
  ])(
    "given the random number %d, pauses for %d ms, so that workers come back one by one",
    (random, pause) => {
      const breaker = createBreaker(createClock().now, () => random);
      for (let index = 0; index < 3; index += 1) breaker.failed();
      expect(breaker.waitMs()).toBe(pause);
    },
  );

  it("lets another try when the one that tried never came back", async () => {
    const clock = createClock();
    const breaker = createBreaker(clock.now, () => 0.5);
    for (let index = 0; index < 3; index += 1) breaker.failed();
    clock.advance(1_000);
    expect(breaker.waitMs()).toBe(0);
    expect(breaker.waitMs()).toBeGreaterThan(0);
    clock.advance(1_000);
    expect(breaker.waitMs()).toBe(0);
  });
});

describe("what D1 says", () => {
  it.each([
    ["D1_ERROR: D1 DB is overloaded. Too many requests queued.", "transient"],
    ["D1_ERROR: Network connection lost.", "transient"],
    ["D1_ERROR: storage operation exceeded timeout which caused object to be reset", "transient"],
    ["D1_ERROR: internal error; reference = abc", "transient"],
    ["D1_ERROR: UNIQUE constraint failed: notes.id: SQLITE_CONSTRAINT", "permanent"],
    ["D1_ERROR: no such table: notes: SQLITE_ERROR", "permanent"],
    ["D1_ERROR: table notes has no column named words: SQLITE_ERROR", "permanent"],
    ["D1_ERROR: string or blob too big: SQLITE_TOOBIG", "permanent"],
    ["D1_ERROR: the moon is in the wrong place", "unknown"],
  ])("%s is %s", (message, kind) => {
    expect(failureKind(new Error(message))).toBe(kind);
  });
});

describe("the text of a failure", () => {
  it("names the error, and is no longer than a thousand characters", () => {
    expect(failureText(new TypeError("no such field"))).toBe("TypeError: no such field");
    expect(failureText("plain text")).toBe("plain text");
    expect(failureText(new Error("x".repeat(2_000)))).toHaveLength(1_000);
  });
});
