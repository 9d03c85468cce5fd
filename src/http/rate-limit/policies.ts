import * as z from "zod";
import type { Route } from "../../kernel/api/route.ts";
import { defineLimits } from "../../kernel/limit.ts";
import type { Policy } from "../../kernel/rate-limit/token-bucket.ts";
import { logFailure } from "../../telemetry/log/failure.ts";

const window = 60;

/** The rates that apply unless `RATE_LIMITS` sets others. */
export const rateLimits = defineLimits({
  reads: {
    value: 12_000,
    unit: "count",
    per: "caller",
    what: "Storefront reads a minute",
    beyond: "429 `rate-limited`",
  },
  writes: {
    value: 600,
    unit: "count",
    per: "caller",
    what: "Storefront writes a minute",
    beyond: "429 `rate-limited`",
  },
  staff: {
    value: 6_000,
    unit: "count",
    per: "caller",
    what: "Requests to admin, ops and platform routes a minute",
    beyond: "429 `rate-limited`",
  },
  auth: {
    value: 120,
    unit: "count",
    per: "caller",
    what: "Requests to sign in, register and manage one's own account a minute",
    beyond: "429 `rate-limited`",
  },
  unidentified: {
    value: 600,
    unit: "count",
    per: "address",
    what: "Requests a minute with a bad credential, or that name no tenant or an unknown one",
    beyond: "429 `rate-limited`, for every request of the address",
  },
});

export type PolicyName = keyof typeof rateLimits;

/** The policies in force, or null if rate limits are off. */
export type Policies = Readonly<Record<PolicyName, Policy>> | null;

/** Which policy a route counts against. */
export function policyOf({ path, method }: Pick<Route, "path" | "method">): PolicyName {
  if (path.startsWith("/v1/auth/")) return "auth";
  // Its mutations are counted as the operations that they are.
  if (path === "/graphql") return "reads";
  if (!path.startsWith("/v1/store")) return "staff";
  return method === "get" ? "reads" : "writes";
}

/** Reads the setting `RATE_LIMITS`: empty, `off`, or JSON that overrides some policies. */
export function readPolicies(setting: string): Policies {
  if (setting === "off") return null;
  if (setting === "") return defaults;
  const parsed = settingSchema.safeParse(parseJson(setting));
  if (parsed.success) return parsed.data;
  // A typing error must not lift the limits, and must not stop the shops.
  logFailure("RATE_LIMITS", new Error(z.prettifyError(parsed.error)));
  return defaults;
}

const policy = z.strictObject({ quota: z.int().positive(), window: z.int().positive() });

const defaults: Readonly<Record<PolicyName, Policy>> = {
  reads: { quota: rateLimits.reads.value, window },
  writes: { quota: rateLimits.writes.value, window },
  staff: { quota: rateLimits.staff.value, window },
  auth: { quota: rateLimits.auth.value, window },
  unidentified: { quota: rateLimits.unidentified.value, window },
};

const settingSchema = z.strictObject({
  reads: policy.default(defaults.reads),
  writes: policy.default(defaults.writes),
  staff: policy.default(defaults.staff),
  auth: policy.default(defaults.auth),
  unidentified: policy.default(defaults.unidentified),
});

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
