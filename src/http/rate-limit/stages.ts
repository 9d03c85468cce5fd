import { callerKey } from "../../kernel/access/caller.ts";
import { refusal } from "../../kernel/api/problem.ts";
import type { Route } from "../../kernel/api/route.ts";
import { ok, type Result, refused } from "../../kernel/values/result.ts";
import type { Scope } from "../scope.ts";
import type { Authenticated } from "../stages/authenticate.ts";
import type { Matched, Stage } from "../stages/stage.ts";
import type { Located } from "../stages/tenant.ts";
import { addressOf, describeLimit } from "./headers.ts";
import { isolateLimiter } from "./limiter.ts";
import { type PolicyName, policyOf } from "./policies.ts";

/**
 * Refuses addresses that keep sending bad credentials or unknown tenants, before either is looked up. Every request
 * takes a token here, and `rateLimit` gives it back once caller and tenant are known.
 */
export const addressLimit: Stage = {
  name: "address-limit",
  refuses: [429],
  run: ({ scope }) => checked(scope, "unidentified", addressOf(scope)),
};

/** Limits how often each caller uses a tenant. */
export const rateLimit: Stage<Matched & Authenticated & Located> = {
  name: "rate-limit",
  refuses: [429],
  run({ scope, route, caller, logOwner }) {
    isolateLimiter(scope.env).giveBack("unidentified", addressOf(scope), scope.now);
    return checked(scope, policyOf(route), `${logOwner} ${callerKey(caller.actor, scope.address)}`);
  },
};

/** Counts one of several operations of a request as a request of its own. */
export function countOperation(
  { scope, caller, logOwner }: Pick<Matched & Authenticated & Located, "scope" | "caller" | "logOwner">,
  route: Pick<Route, "path" | "method">,
): Result<object> {
  return checked(scope, policyOf(route), `${logOwner} ${callerKey(caller.actor, scope.address)}`);
}

function checked(scope: Scope, name: PolicyName, caller: string): Result<object> {
  const taken = isolateLimiter(scope.env).take(name, caller, scope.now);
  if (taken === null) return ok({});
  describeLimit(scope.answerHeaders, name, taken);
  if (taken.allowed) return ok({});
  const { retryAfter } = taken;
  return refused({ ...refusal("rate-limited", `Repeat in ${retryAfter} s.`), retryAfter });
}
