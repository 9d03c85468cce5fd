import { anonymous } from "../../kernel/access/actor.ts";
import { callerKey } from "../../kernel/access/caller.ts";
import type { Scope } from "../scope.ts";
import { isolateLimiter, type Limited } from "./limiter.ts";
import type { PolicyName } from "./policies.ts";

/** The headers of draft-ietf-httpapi-ratelimit-headers. The last stage that counted the request describes it. */
export function describeLimit(headers: Scope["answerHeaders"], name: PolicyName, limited: Limited): void {
  const { policy, remaining, reset } = limited;
  headers.set("RateLimit-Policy", `"${name}";q=${policy.quota};w=${policy.window}`);
  headers.set("RateLimit", `"${name}";r=${remaining};t=${reset}`);
}

/** Describes the limit of the address for a request that no stage has counted, such as for a page or a path without a route. */
export function describeUncounted(scope: Scope): void {
  if (scope.answerHeaders.has("RateLimit-Policy")) return;
  const limited = isolateLimiter(scope.env).peek("unidentified", addressOf(scope), scope.now);
  if (limited !== null) describeLimit(scope.answerHeaders, "unidentified", limited);
}

/** Whom a request without a caller counts against. */
export function addressOf({ address }: Scope): string {
  return callerKey(anonymous, address);
}
