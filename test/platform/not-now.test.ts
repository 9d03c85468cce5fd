import { describe, expect, it } from "vitest";
import { isNotNow, isWorthRepeating } from "../../src/platform/not-now.ts";

describe("a failure says not now", () => {
  it.each([
    "D1_ERROR: Network connection lost.",
    "D1 DB is overloaded. Too many requests queued.",
    "Durable Object reset because its code was updated.",
    "Internal error in Durable Object storage caused object to be reset.",
    "D1_ERROR: D1 DB storage operation exceeded timeout which caused object to be reset.",
    "Cannot resolve Durable Object due to transient issue on remote node: internal error",
    "database is locked: SQLITE_BUSY",
    "The operation timed out",
    "fetch failed",
    "database or disk is full: SQLITE_FULL",
    "D1_ERROR: Exceeded maximum DB size",
  ])("%s", (message) => {
    expect(isNotNow(new Error(message))).toBe(true);
  });

  it("where the platform marks it as retryable or overloaded", () => {
    expect(isNotNow(Object.assign(new Error("?"), { retryable: true }))).toBe(true);
    expect(isNotNow(Object.assign(new Error("?"), { overloaded: true }))).toBe(true);
  });

  it("where a time limit has aborted it", () => {
    expect(isNotNow(new DOMException("signal", "TimeoutError"))).toBe(true);
  });
});

describe("a failure says never", () => {
  it.each(["no such table: notes", "cannot read properties of undefined", "NOT NULL constraint failed: a.b"])(
    "%s",
    (message) => {
      expect(isNotNow(new Error(message))).toBe(false);
    },
  );
});

it("a write that found no room is not repeated at once", () => {
  expect(isWorthRepeating(new Error("database or disk is full: SQLITE_FULL"))).toBe(false);
});

it("an overloaded object is not called again at once", () => {
  expect(isWorthRepeating(new Error("Network connection lost."))).toBe(true);
  expect(isWorthRepeating(Object.assign(new Error("?"), { overloaded: true }))).toBe(false);
});
