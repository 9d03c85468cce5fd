import { describe, expect, it } from "vitest";
import { giveBack, type Policy, take } from "../../../src/kernel/rate-limit/token-bucket.ts";

const policy: Policy = { quota: 60, window: 60 };
const now = Date.parse("2026-01-01T00:00:00Z");

describe("a token bucket", () => {
  it("allows a new caller the whole quota", () => {
    expect(take(policy, undefined, now).quota).toEqual({
      allowed: true,
      remaining: 59,
      retryAfter: 0,
      reset: 1,
    });
  });

  it("refuses the request after the last one of the quota, until a token is back", () => {
    const empty = { tokens: 0, at: now };
    expect(take(policy, empty, now).quota).toEqual({
      allowed: false,
      remaining: 0,
      retryAfter: 1,
      reset: 60,
    });
    expect(take(policy, empty, now + 999).quota.allowed).toBe(false);
    expect(take(policy, empty, now + 1_000).quota.allowed).toBe(true);
  });

  it("does not push the next token back when it refuses", () => {
    const { bucket } = take(policy, { tokens: 0, at: now }, now + 600);
    expect(take(policy, bucket, now + 1_000).quota.allowed).toBe(true);
  });

  it("never holds more than the quota", () => {
    expect(take(policy, { tokens: 0, at: now }, now + 3_600_000).quota.remaining).toBe(59);
    expect(giveBack(policy, { tokens: 60, at: now }, now).tokens).toBe(60);
  });

  it("neither gains nor loses tokens when the clock steps back", () => {
    expect(take(policy, { tokens: 5, at: now }, now - 60_000).quota.remaining).toBe(4);
  });

  it("has its token back after a refund", () => {
    const { bucket } = take(policy, { tokens: 5, at: now }, now);
    expect(giveBack(policy, bucket, now).tokens).toBe(5);
  });
});
