import { rateLimits } from "./http/rate-limit/policies.ts";
import { bodyLimits } from "./http/request/body.ts";
import { targetLimits } from "./http/request/target.ts";
import type { Limit } from "./kernel/limit.ts";

/** The limits of the platform itself. The modules add theirs. */
export const platformLimits: readonly Limit[] = [targetLimits, bodyLimits, rateLimits].flatMap((limits) =>
  Object.values(limits),
);
