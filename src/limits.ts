import { refusalLimits } from "../durable-objects/audit/refusal-limits.ts";
import { answerLimits } from "../durable-objects/write/answer-budgets.ts";
import { shopperLimits } from "../durable-objects/write/shopper-budget.ts";
import { rateLimits } from "./http/rate-limit/policies.ts";
import { bodyLimits } from "./http/request/body.ts";
import { queryLimits } from "./http/request/query.ts";
import { targetLimits } from "./http/request/url.ts";
import { headerLimits } from "./http/stages/headers.ts";
import type { Limit } from "./kernel/limit.ts";
import { pageLimits } from "./kernel/read/page.ts";
import { stateLimits } from "./kernel/write/size.ts";

/** The limits of the platform itself. The modules add theirs. */
export const platformLimits: readonly Limit[] = [
  bodyLimits,
  queryLimits,
  headerLimits,
  rateLimits,
  refusalLimits,
  targetLimits,
  pageLimits,
  shopperLimits,
  answerLimits,
  stateLimits,
].flatMap((limits) => Object.values(limits));
