import { hash } from "node:crypto";
import { type Actor, isAnonymous, platformToken } from "../../src/kernel/access/actor.ts";
import { callerKey, networkOf } from "../../src/kernel/access/caller.ts";
import {
  extentOf,
  type Grants,
  noGrants,
  type Roles,
  withRolesOf,
} from "../../src/kernel/access/permission.ts";
import { type Refusal, refusal } from "../../src/kernel/api/problem.ts";
import { pointedErrors } from "../../src/kernel/api/validation.ts";
import { denialIn } from "../../src/kernel/operation/denial.ts";
import type { AnyOperation } from "../../src/kernel/operation/workflow.ts";
import type { ObjectQuery } from "../../src/kernel/read/query.ts";
import { newId } from "../../src/kernel/values/id.ts";
import { ok, type Result, refused } from "../../src/kernel/values/result.ts";
import type { Command, Context } from "../../src/kernel/write/command.ts";
import { readObject } from "../storage/object-row.ts";
import type { TransactionDeps } from "../write/deps.ts";

export type AdmissionDeps = Pick<TransactionDeps, "registry" | "storage" | "random">;

/** A workflow that is about to run, and who asks for it. */
export interface BeginRequest extends AskingCaller {
  readonly operation: string;
}

/**
 * Why a workflow may not begin, nor have its stored answer repeated. Null if it may. The edge can still remember a caller whose
 * access has ended. An edge of an older release does not say who asks.
 */
export function beginRefusal(
  deps: AdmissionDeps,
  asking: BeginRequest | undefined,
  now: number,
): Refusal | null {
  const operation = deps.registry.operationByName.get(asking?.operation ?? "");
  if (asking === undefined || operation === undefined) return null;
  const admitted = admitCaller(deps, operation, asking, now);
  return admitted.ok ? null : admitted.refusal;
}

/** Who asks, as the edge says. */
export interface AskingCaller {
  readonly actor: Actor;
  /** The session in which a signed-in account acts. */
  readonly sessionId?: string | undefined;
  readonly address?: string | undefined;
}

/** What admission has to know of an operation. */
type Asked = Pick<AnyOperation, "name" | "scope" | "access" | "isLimited"> & {
  readonly whileSuspended?: boolean;
};

/** Checks credential, status, module, permission and schema. Every transport passes through here. */
export function admit(
  deps: AdmissionDeps,
  asked: Command | ObjectQuery,
  request: AskingCaller & { readonly input: unknown },
  now: number,
): Result<{ readonly input: unknown; readonly context: Context }> {
  const context = admitCaller(deps, asked, request, now);
  if (!context.ok) return context;
  const parsed = asked.input.safeParse(request.input);
  if (!parsed.success) {
    return refused(
      refusal("validation-failed", "The input does not fit its schema.", pointedErrors(parsed.error, "")),
    );
  }
  return ok({ input: parsed.data, context: context.value });
}

/** Checks credential, status, module and permission. */
export function admitCaller(
  deps: AdmissionDeps,
  asked: Asked,
  request: AskingCaller,
  now: number,
): Result<Context> {
  const { tenantId } = readObject(deps.storage.database);
  if (asked.scope !== "any" && (asked.scope === "platform") !== (tenantId === "platform"))
    throw new Error(`${asked.name} does not belong in ${tenantId}`);
  const sessionId = request.sessionId ?? null;
  const roles = rolesOf(deps);
  const grants = grantsOf(deps, roles, request.actor, now, sessionId);
  if (grants === null)
    return refused(refusal("unauthenticated", "The credential is not valid, or no longer valid."));
  const extent = extentOf(request.actor, grants, asked.access);
  const context: Context = {
    tenantId: tenantId as Context["tenantId"],
    actor: request.actor,
    caller: callerOf(tenantId, request.actor, request.address),
    network:
      request.address === undefined ? null : hashOf(`${tenantId} network:${networkOf(request.address)}`),
    sessionId,
    grants,
    extent: extent ?? [],
    grantsOf: (actor) => grantsOf(deps, roles, actor, now, null),
    roles,
    now,
    newId: (kind) => newId(kind, now, deps.random),
    digest: (text) => hash("sha256", text, "base64url"),
    modules: deps.registry.modules,
  };
  const closed = closedBy(deps, asked, context);
  if (closed !== null) return refused(closed);
  const denied = denialIn(asked, extent);
  return denied === null ? ok(context) : refused(denied);
}

/** Hashed with the tenant, so that callers of one tenant cannot be found again in another. */
export function callerOf(tenantId: string, actor: Actor, address: string | undefined): string | null {
  if (actor.kind !== "customer") return null;
  return hashOf(`${tenantId} ${callerKey(actor, address)}`);
}

function hashOf(text: string): string {
  return hash("sha256", text, "base64url").slice(0, 22);
}

/** Refuses if the tenant is suspended or has disabled the module. */
export function closedBy(deps: AdmissionDeps, asked: Asked, context: Context): Refusal | null {
  const owner = deps.registry.moduleByName.get(asked.name)?.name;
  for (const module of deps.registry.modules) {
    const tenancy = module.tenancy?.(deps.storage.database, context);
    if (tenancy === undefined) continue;
    if (tenancy.suspended && !asked.whileSuspended)
      return refusal("tenant-suspended", "The tenant is suspended.");
    if (owner !== undefined && tenancy.disabledModules.includes(owner)) {
      return refusal("not-found", "The module is not enabled for this tenant.");
    }
  }
  return null;
}

/** The system roles, and those of the tenant. */
function rolesOf({ registry, storage }: AdmissionDeps): Roles {
  return withRolesOf(registry.roles, (name) => {
    for (const module of registry.modules) {
      const grants = module.readRole?.(storage.database, name, registry.roles);
      if (grants !== undefined && grants !== null) return grants;
    }
    return null;
  });
}

/** The actor's current grants in this tenant. Null if its credential is no longer valid. */
function grantsOf(
  deps: AdmissionDeps,
  roles: Roles,
  actor: Actor,
  now: number,
  sessionId: string | null,
): Grants | null {
  if (actor.kind === "system")
    return actor.id === platformToken.id || actor.id === undefined ? roles.grantsOf("super_admin") : null;
  if (isAnonymous(actor)) return noGrants;
  for (const module of deps.registry.modules) {
    const grants = module.identify?.(deps.storage.database, actor, now, roles, sessionId);
    if (grants !== undefined && grants !== null) return grants;
  }
  return null;
}
