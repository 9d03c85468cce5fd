import { callerKey } from "../../kernel/access/caller.ts";
import { refusal } from "../../kernel/api/problem.ts";
import { ok, refused } from "../../kernel/values/result.ts";
import { logFailure } from "../../telemetry/log/failure.ts";
import type { Authenticated } from "../stages/authenticate.ts";
import type { Matched, Stage } from "../stages/stage.ts";
import type { Located } from "../stages/tenant.ts";
import { type PolicyName, policyOf } from "./policies.ts";

/** Cloudflare's rate limit binding. It counts in one data center, across isolates. */
interface PlatformLimit {
  limit(options: { readonly key: string }): Promise<{ readonly success: boolean }>;
}

/** The binding of each policy that has one. All of them are optional. */
const bindings: Partial<Record<PolicyName, string>> = {
  reads: "READS_LIMIT",
  writes: "WRITES_LIMIT",
  auth: "AUTH_LIMIT",
};

/** The binding doesn't say when the caller may go on. Its period is 10 or 60 s. */
const retryAfter = 10;

/**
 * Limits a caller across the isolates of a data center, where the Worker has bindings for it. It comes after the cache, so that an
 * answer from memory waits for nothing.
 */
export const coloLimit: Stage<Matched & Authenticated & Located> = {
  name: "colo-limit",
  refuses: [429],
  run({ scope, route, caller, logOwner }) {
    const limit = limitOf(scope.env, policyOf(route));
    return limit === null ? ok({}) : check(limit, `${logOwner} ${callerKey(caller.actor, scope.address)}`);
  },
};

async function check(limit: PlatformLimit, key: string) {
  try {
    const { success } = await limit.limit({ key });
    if (success) return ok({});
  } catch (error) {
    // The isolate's own limits still apply.
    logFailure("colo-limit", error);
    return ok({});
  }
  return refused({ ...refusal("rate-limited", `Repeat in ${retryAfter} s.`), retryAfter });
}

function limitOf(env: Env, name: PolicyName): PlatformLimit | null {
  // A binding's type is its value in wrangler.toml. Each environment sets its own.
  const setting: string | undefined = env.RATE_LIMITS;
  const binding: unknown = setting === "off" ? undefined : Reflect.get(env, bindings[name] ?? "");
  return typeof binding === "object" && binding !== null && "limit" in binding
    ? // It is the platform's, with the type that Cloudflare documents.
      (binding as PlatformLimit)
    : null;
}
