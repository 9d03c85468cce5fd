import { shopperLimits } from "../durable-objects/write/shopper-budget.ts";
import { rateLimits } from "./http/rate-limit/policies.ts";
import { bodyLimits } from "./http/request/body.ts";
import type { Limit } from "./kernel/limit.ts";

/** The limits of the platform itself. The modules add theirs. */
export const platformLimits: readonly Limit[] = [bodyLimits, rateLimits, shopperLimits].flatMap((limits) =>
  Object.values(limits),
);
