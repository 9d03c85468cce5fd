import { ok, refused } from "../../kernel/values/result.ts";
import { denialOf } from "../../operations/authorize.ts";
import type { Authenticated } from "./authenticate.ts";
import type { Matched, Stage } from "./stage.ts";
import type { Located } from "./tenant.ts";

/** Checks the caller's permission. The tenant's object checks it again. */
export const authorize: Stage<Matched & Authenticated & Located> = {
  name: "authorize",
  refuses: [403],
  run(known) {
    const denied = denialOf(known.route.operation, { ...known.caller, bearsToken: known.bearsToken });
    if (denied === null) return ok({});
    auditRefusal(known);
    return refused(denied);
  },
};

/** What was tried, by whom. */
type Refused = Pick<Matched & Authenticated & Located, "scope" | "route" | "caller" | "tenant">;

/** Writes to the tenant's audit log, after the answer has left, what was tried with its credential. */
export function auditRefusal({ scope, route, caller, tenant }: Refused): void {
  const tenantId = tenant?.id ?? caller.tenantId;
  if (tenantId === null) return;
  const refusal = {
    actor: caller.actor,
    action: `${route.method.toUpperCase()} ${route.path}`,
    code: "forbidden",
    correlationId: scope.requestId,
    traceparent: scope.trace.traceparent,
    address: scope.address,
  };
  scope.background(scope.tenant(tenantId).auditRefusal(refusal));
}
