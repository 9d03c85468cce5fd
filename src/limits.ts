import { bodyLimits } from "./http/request/body.ts";
import type { Limit } from "./kernel/limit.ts";
import { pageLimits } from "./kernel/read/page.ts";
import { stateLimits } from "./kernel/write/size.ts";

/** The limits of the platform itself. The modules add theirs. */
export const platformLimits: readonly Limit[] = [bodyLimits, pageLimits, stateLimits].flatMap((limits) =>
  Object.values(limits),
);
