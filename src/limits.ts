import { chainLimits } from "../durable-objects/audit/chain.ts";
import { refusalLimits } from "../durable-objects/audit/refusal-limits.ts";
import { bucketLimits } from "../durable-objects/limits/bucket-expiry.ts";
import { gateLimits } from "../durable-objects/reads/gate.ts";
import { watchLimits } from "../durable-objects/waiting/watchers.ts";
import { answerLimits } from "../durable-objects/write/answer-budgets.ts";
import { includedLimits } from "../durable-objects/write/decision/carry-out.ts";
import { shopperLimits } from "../durable-objects/write/shopper-budget.ts";
import { graphqlLimits, streamLimits } from "./graphql/limits/limits.ts";
import { ageLimits } from "./http/cache/freshness.ts";
import { memoryLimits } from "./http/cache/isolate/memory.ts";
import { rateLimits } from "./http/rate-limit/policies.ts";
import { bodyLimits } from "./http/request/body.ts";
import { queryLimits } from "./http/request/query.ts";
import { targetLimits } from "./http/request/url.ts";
import { headerLimits } from "./http/stages/headers.ts";
import type { Limit } from "./kernel/limit.ts";
import { pageLimits } from "./kernel/read/page.ts";
import { addressLimits } from "./kernel/text/address.ts";
import { stateLimits } from "./kernel/write/size.ts";
import { imageLimits } from "./platform/images/image.ts";
import { passwordLimits } from "./platform/passwords.ts";

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
  bucketLimits,
  answerLimits,
  includedLimits,
  stateLimits,
  addressLimits,
  passwordLimits,
  ageLimits,
  memoryLimits,
  gateLimits,
  chainLimits,
  graphqlLimits,
  streamLimits,
  watchLimits,
  imageLimits,
].flatMap((limits) => Object.values(limits));
