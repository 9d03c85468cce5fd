/** A clock that only advances when a test moves it. */
export interface Clock {
  readonly now: () => number;
  advance(milliseconds: number): void;
}

export function createClock(start = Date.parse("2026-03-01T12:00:00Z")): Clock {
  let now = start;
  return {
    now: () => now,
    advance(milliseconds) {
      now += milliseconds;
    },
  };
}
