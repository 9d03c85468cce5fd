import { isAnonymous } from "../kernel/access/actor.ts";
import { admits } from "../kernel/access/permission.ts";
import type { Tenant } from "../kernel/access/tenant.ts";
import { refusal } from "../kernel/api/problem.ts";
import type { Route } from "../kernel/api/route.ts";
import { type Effects, noEffects } from "../kernel/operation/session.ts";
import { ok, type Result, refused } from "../kernel/values/result.ts";
import { ensurePlatform } from "../platform/platform-object.ts";
import { type Caller, identify } from "./caller.ts";
import { readHeaders } from "./headers.ts";
import { readInput } from "./input.ts";
import { bringsOrderToken, readOrderToken } from "./order-token.ts";
import { problemResponse } from "./problem-json.ts";
import { respond } from "./reply.ts";
import type { Scope } from "./scope.ts";
import { invokerOf, sessionOf } from "./session.ts";
import { resolveTenant } from "./tenant.ts";

/** What became of a request, for the log. */
export interface Handled {
  readonly response: Response;
  readonly tenantId: string | null;
  readonly actor: string;
}

/**
 * Takes a request through the checks in their documented order: credentials, tenant, permission, media type and size,
 * body and query. What is left (existence, version, state and rules) is for the handler's command or query.
 */
export async function handleRoute(
  scope: Scope,
  route: Route,
  moduleName: string,
  params: Record<string, string>,
): Promise<Handled> {
  const caller = await identify(scope);
  if (!caller.ok)
    return { response: problemResponse(scope, caller.refusal), tenantId: null, actor: "unknown" };
  const effects = noEffects();
  const entered = await enter(scope, route, moduleName, caller.value);
  const tenant = entered.ok ? entered.value : null;
  const logOwner = tenant?.id ?? "platform";
  const outcome = entered.ok
    ? await run(scope, route, params, caller.value, tenant, logOwner, effects)
    : entered;
  const response = outcome.ok
    ? await respond(scope, route, outcome.value, effects, logOwner)
    : problemResponse(scope, outcome.refusal);
  return { response, tenantId: tenant?.id ?? null, actor: caller.value.actor.kind };
}

/** Who may come in: known where knowledge is asked for, to one tenant, with the permission, to a module that is on. */
async function enter(
  scope: Scope,
  route: Route,
  moduleName: string,
  caller: Caller,
): Promise<Result<Tenant | null>> {
  if (route.access !== "public" && isAnonymous(caller.actor) && !bringsOrderToken(scope, route))
    return refused(refusal("unauthenticated", "This needs a credential."));
  const tenant = route.tenancy === "none" ? await platform(scope) : await resolveTenant(scope, caller);
  if (!tenant.ok) return tenant;
  if (!admits(caller.actor, caller.grants, route.access)) {
    auditRefusal(scope, route, caller, tenant.value?.id ?? caller.tenantId);
    return refused(refusal("forbidden", `This needs the permission ${route.access}.`));
  }
  if (tenant.value === null || !tenant.value.disabledModules.includes(moduleName)) return tenant;
  // It may have been enabled a moment ago, and what is known of it be older than that.
  const { id } = tenant.value;
  await scope.directory.forget([{ by: "id", value: id }]);
  const now = await scope.directory.resolve({ by: "id", value: id });
  if (now !== null && !now.disabledModules.includes(moduleName)) return ok(now);
  return refused(refusal("not-found", "The module is not enabled for this tenant."));
}

/** Above tenants there is only the platform's own object, which must be there. */
async function platform(scope: Scope): Promise<Result<null>> {
  await ensurePlatform(scope.env);
  return ok(null);
}

async function run(
  scope: Scope,
  route: Route,
  params: Record<string, string>,
  caller: Caller,
  tenant: Tenant | null,
  logOwner: string,
  effects: Effects,
) {
  const input = await readInput(scope, route, params, logOwner);
  if (!input.ok) return input;
  const headers = await readHeaders(scope, route, logOwner);
  if (!headers.ok) return headers;
  const bearsToken = bringsOrderToken(scope, route);
  const session = sessionOf(scope, {
    caller,
    tenant,
    headers: headers.value,
    input: input.value,
    bearsToken,
    effects,
  });
  const { invoke } = invokerOf(scope);
  const accepted = (scope.request.headers.get("Accept") ?? "").toLowerCase().split(/[,;]/);
  return route.handle(
    {
      ...input.value,
      orderToken: await readOrderToken(scope, route),
      prefers: (mediaType) => accepted.some((one) => one.trim() === mediaType),
    },
    (operation, asked) => invoke(operation, asked, session),
  );
}

/** After the answer: the tenant's own journal learns what was tried with its credential. */
function auditRefusal(scope: Scope, route: Route, caller: Caller, tenantId: string | null): void {
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
