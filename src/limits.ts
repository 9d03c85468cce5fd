import { rateLimits } from "./http/rate-limit/policies.ts";
import { bodyLimits } from "./http/request/body.ts";
import { queryLimits } from "./http/request/input.ts";
import { headerLimits } from "./http/stages/headers.ts";
import type { Limit } from "./kernel/limit.ts";

/** The limits of the platform itself. The modules add theirs. */
export const platformLimits: readonly Limit[] = [bodyLimits, queryLimits, headerLimits, rateLimits].flatMap(
  (limits) => Object.values(limits),
);
