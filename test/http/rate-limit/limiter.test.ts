import { describe, expect, it, vi } from "vitest";
import { createRateLimiter } from "../../../src/http/rate-limit/limiter.ts";
import { policyOf, readPolicies } from "../../../src/http/rate-limit/policies.ts";

const now = Date.parse("2026-01-01T00:00:00Z");
const policies = readPolicies(JSON.stringify({ writes: { quota: 2, window: 60 } }));

describe("a rate limiter", () => {
  it("counts each caller and each policy separately", () => {
    const limiter = createRateLimiter(policies);
    const allowed = (name: "writes" | "reads", caller: string) => limiter.take(name, caller, now)?.allowed;
    expect([allowed("writes", "a"), allowed("writes", "a"), allowed("writes", "a")]).toEqual([
      true,
      true,
      false,
    ]);
    expect(allowed("writes", "b")).toBe(true);
    expect(allowed("reads", "a")).toBe(true);
  });

  it("remembers a bounded number of callers, and forgets the one unused the longest", () => {
    const limiter = createRateLimiter(policies, 2);
    limiter.take("writes", "a", now);
    limiter.take("writes", "b", now);
    limiter.take("writes", "a", now);
    limiter.take("writes", "c", now);
    expect(limiter.take("writes", "a", now)?.allowed).toBe(false);
    expect(limiter.take("writes", "b", now)?.remaining).toBe(1);
  });

  it("counts nothing if rate limits are off", () => {
    expect(createRateLimiter(readPolicies("off")).take("writes", "a", now)).toBeNull();
  });
});

describe("RATE_LIMITS", () => {
  it("allows 600 storefront writes a minute by default", () => {
    expect(readPolicies("")?.writes).toEqual({ quota: 600, window: 60 });
  });

  it("overrides the policies that it names", () => {
    expect(policies?.writes).toEqual({ quota: 2, window: 60 });
    expect(policies?.reads).toEqual(readPolicies("")?.reads);
  });

  it.each(["{", "null", '{"writes":{"quota":0,"window":60}}', '{"write":{"quota":1,"window":1}}'])(
    "keeps the defaults if it is %s, and says so in the log",
    (setting) => {
      const error = vi.spyOn(console, "error").mockImplementation(() => undefined);
      expect(readPolicies(setting)).toEqual(readPolicies(""));
      expect(error.mock.calls[0]?.[0]).toContain("RATE_LIMITS");
      error.mockRestore();
    },
  );
});

describe("a route counts against", () => {
  it.each([
    ["reads", "get", "/v1/store/products"],
    ["writes", "post", "/v1/store/carts"],
    ["auth", "post", "/v1/auth/sign-in"],
    ["staff", "get", "/v1/admin/products"],
    ["staff", "post", "/v1/platform/tenants"],
  ] as const)("%s: %s %s", (name, method, path) => {
    expect(policyOf({ method, path })).toBe(name);
  });
});
