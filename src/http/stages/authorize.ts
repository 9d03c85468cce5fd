import { admits } from "../../kernel/access/permission.ts";
import { refusal } from "../../kernel/api/problem.ts";
import { ok, refused } from "../../kernel/values/result.ts";
import type { Authenticated } from "./authenticate.ts";
import type { Matched, Stage } from "./stage.ts";
import type { Located } from "./tenant.ts";

/** Checks the caller's permission. The tenant's object checks it again. */
export const authorize: Stage<Matched & Authenticated & Located> = {
  name: "authorize",
  refuses: [403],
  run(known) {
    const { route, caller } = known;
    if (admits(caller.actor, caller.grants, route.access)) return ok({});
    auditRefusal(known);
    return refused(refusal("forbidden", `This requires the permission ${route.access}.`));
  },
};

/** Writes to the tenant's audit log, after the answer has left, what was tried with its credential. */
function auditRefusal({ scope, route, caller, tenant }: Matched & Authenticated & Located): void {
  const tenantId = tenant?.id ?? caller.tenantId;
  if (tenantId === null) return;
  const entry = {
    actor: caller.actor,
    action: `${route.method.toUpperCase()} ${route.path}`,
    outcome: "refused" as const,
    code: "forbidden",
    correlationId: scope.requestId,
    address: scope.address,
  };
  scope.background(scope.tenant(tenantId).auditLog(entry));
}
