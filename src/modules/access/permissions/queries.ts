import type { z } from "zod";
import { type Attributes, extentFor, meets } from "../../../kernel/access/extent.ts";
import {
  extentOf,
  type Grants,
  grantedExtent,
  isPermission,
  type Permission,
  resourceOf,
} from "../../../kernel/access/permission.ts";
import { pageOf, pageOutput, pageRequest } from "../../../kernel/read/page.ts";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { ok } from "../../../kernel/values/result.ts";
import type { Context } from "../../../kernel/write/command.ts";
import { accessLimits } from "../limits.ts";
import { listTenantRoles } from "../roles/store.ts";
import { type CheckResult, decideCheck, no } from "./rules.ts";
import { checkInput, checkResponse, permissionResponse } from "./schema.ts";

/** Lists the permissions that operations require, by name. */
export const listPermissions = defineObjectQuery({
  name: "access.listPermissions",
  access: "users:list",
  input: pageRequest,
  output: pageOutput(permissionResponse),
  run(_, { limit, after, count }, context) {
    const all = permissionsIn(context);
    const rest = after === null ? all : all.filter((one) => one > String(after[0]));
    const page = pageOf(
      rest.slice(0, limit + 1),
      limit,
      (one) => [one],
      (one) => toResponse(one, context),
    );
    return ok({ ...page, totalCount: count ? all.length : undefined });
  },
});

/** Says whether a user, an API key, a role or the caller may do something, and why. */
export const checkPermission = defineObjectQuery({
  name: "access.checkPermission",
  access: "users:read",
  input: checkInput,
  output: checkResponse,
  run(database, input, context) {
    const { permission } = input;
    if (!isPermission(context.roles, permission))
      return ok({ ...plain(no("unknown-permission", `${permission} is no permission.`)), roles: [] });
    const holder = grantsOf(input, context);
    const roles = rolesWith(database, permission, context);
    if ("problem" in holder) return ok({ ...plain(holder.problem), roles });
    const resource =
      input.resource === undefined ? null : resourceIn(database, permission, input.resource, context);
    const granted = grantedExtent(holder.grants, permission);
    const extent = granted === null ? null : extentFor(holder.id, granted);
    return ok({ ...plain(decideCheck({ permission, extent, resource })), roles });
  },
});

/** A permission of every operation, and `manage` on each of their resources. */
function permissionsIn({ modules, roles }: Context): readonly Permission[] {
  const required = modules
    .flatMap(({ routes = [] }) => routes)
    .flatMap(({ operation }) => operation.access.split(" or "))
    .filter((access) => isPermission(roles, access));
  const managing = required.map((one): Permission => `${resourceOf(one)}:manage`);
  return [...new Set([...required, ...managing])].toSorted();
}

function toResponse(permission: Permission, { modules, roles }: Context) {
  const resource = resourceOf(permission);
  const isManage = permission === `${resource}:manage`;
  const allowed = modules
    .flatMap(({ routes = [] }) => routes)
    .filter(({ operation: { access } }) => {
      const required = access.split(" or ");
      return isManage
        ? required.some((one) => one.startsWith(`${resource}:`))
        : required.includes(permission);
    });
  const limitable = roles.limitable.has(permission);
  return {
    permission,
    operations: allowed.map(({ operationId, summary }) => ({ operationId, summary })),
    roles: roles.names.filter((name) => grantedExtent(roles.grantsOf(name), permission) !== null),
    attributes: limitable ? { ...roles.conditional.get(resource)?.attributes } : null,
  };
}

type Holder =
  | { readonly grants: Grants; readonly id: string | undefined }
  | { readonly problem: CheckResult };

function grantsOf({ user, apiKey, role }: z.infer<typeof checkInput>, context: Context): Holder {
  if (role !== undefined) {
    const grants = context.roles.find(role);
    return grants === null
      ? { problem: no("unknown-role", `There is no role ${role}.`) }
      : { grants, id: undefined };
  }
  if (user === undefined && apiKey === undefined) return { grants: context.grants, id: context.actor.id };
  const actor =
    user === undefined
      ? ({ kind: "apiKey", id: apiKey ?? "" } as const)
      : ({ kind: "user", id: user } as const);
  const grants = context.grantsOf(actor);
  return grants === null
    ? { problem: no("not-active", `${actor.id} does not exist, or is not active.`) }
    : { grants, id: actor.id };
}

/** What the caller may not see does not exist. */
function resourceIn(database: TenantDatabase, permission: Permission, id: string, context: Context) {
  const readable = extentOf(context.actor, context.grants, `${resourceOf(permission)}:read`) ?? [];
  const attributes = attributesOf(database, permission, id, context);
  return { id, attributes: attributes !== null && meets(attributes, readable) ? attributes : null };
}

function attributesOf(
  database: TenantDatabase,
  permission: Permission,
  id: string,
  { modules, roles }: Context,
): Attributes | null {
  const aggregates = roles.conditional.get(resourceOf(permission))?.aggregates ?? {};
  for (const [type, { ofState }] of Object.entries(aggregates)) {
    const aggregate = modules.flatMap((one) => one.aggregates ?? []).find((one) => one.type === type);
    const state = aggregate?.state(database, id) ?? null;
    if (state !== null && ofState !== null) return ofState(state);
  }
  return null;
}

function rolesWith(database: TenantDatabase, permission: Permission, { roles }: Context): string[] {
  const own = listTenantRoles(database, null, accessLimits.roles.value).map(({ name }) => name);
  return [...roles.names, ...own].filter((name) => grantedExtent(roles.grantsOf(name), permission) !== null);
}

/** As plain data, with lists of its own. */
function plain({ conditions, ...rest }: CheckResult) {
  return {
    ...rest,
    conditions:
      conditions?.map((condition) =>
        Object.fromEntries(Object.entries(condition).map(([name, values]) => [name, [...values]])),
      ) ?? null,
  };
}
