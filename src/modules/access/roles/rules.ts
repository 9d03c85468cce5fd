import {
  covers,
  isPermission,
  type Permission,
  type Roles,
  resourceOf,
} from "../../../kernel/access/permission.ts";
import { type PointedError, type Refusal, refusal, refusalAt } from "../../../kernel/api/problem.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { Context } from "../../../kernel/write/command.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { accessLimits } from "../limits.ts";
import { roleCreated, roleDeleted, roleUpdated } from "./events.ts";
import { grantsIn } from "./grants.ts";
import type { RoleInput, RolePatch, StoredGrant, TenantRole } from "./schema.ts";

type Grantor = Pick<Context, "grants" | "roles">;

/** Nobody can make a role with more rights than their own. */
export function decideCreateRole(
  id: string,
  { name, description = null, grants }: RoleInput,
  existing: number,
  context: Grantor,
): Result<readonly NewEvent[]> {
  if (isTaken(name, context.roles)) return refused(duplicate(name));
  const most = accessLimits.roles.value;
  if (existing >= most) return refused(refusal("too-large", `A tenant can make at most ${most} roles.`));
  const stored = storedOf(grants);
  const problem = grantsProblem(stored, context);
  if (problem !== null) return refused(problem);
  return ok([roleCreated.of(id, { name, description, grants: stored })]);
}

/** Nobody can change a role that has more rights than they have, nor give it more. */
export function decideRoleChange(
  role: TenantRole,
  { description, grants }: RolePatch,
  context: Grantor,
): Result<readonly NewEvent[]> {
  const stored = grants === undefined ? undefined : storedOf(grants);
  const problem =
    rankProblem(role, context) ?? (stored === undefined ? null : grantsProblem(stored, context));
  if (problem !== null) return refused(problem);
  const changes = {
    ...(description === undefined || description === role.description ? {} : { description }),
    ...(stored === undefined || isSame(stored, role.grants) ? {} : { grants: stored }),
  };
  return ok(Object.keys(changes).length === 0 ? [] : [roleUpdated.of(role.id, changes)]);
}

/** A role that is still used stays. */
export function decideDeleteRole(
  role: TenantRole,
  holders: number,
  context: Grantor,
): Result<readonly NewEvent[]> {
  const problem = rankProblem(role, context) ?? (holders > 0 ? inUse(role, holders) : null);
  return problem === null ? ok([roleDeleted.of(role.id, {})]) : refused(problem);
}

function rankProblem({ grants }: TenantRole, context: Grantor): Refusal | null {
  return covers(context.grants, grantsIn(grants, context.roles))
    ? null
    : refusal("forbidden", "You cannot change a role with more rights than your own.");
}

function grantsProblem(grants: readonly StoredGrant[], { grants: own, roles }: Grantor): Refusal | null {
  const limited = grants.some(({ where }) => where !== null);
  const errors = grants.flatMap((grant, index) => grantErrors(grant, `/grants/${index}`, limited, roles));
  if (errors.length > 0) return refusal("validation-failed", "Some of this cannot be granted.", errors);
  return covers(own, grantsIn(grants, roles))
    ? null
    : refusalAt("forbidden", "/grants", "You cannot make a role with more rights than your own.");
}

function grantErrors(
  { permissions, where }: StoredGrant,
  pointer: string,
  limited: boolean,
  roles: Roles,
): readonly PointedError[] {
  return permissions.flatMap((permission, index): readonly PointedError[] => {
    const at = `${pointer}/permissions/${index}`;
    if (!isPermission(roles, permission))
      return [{ pointer: at, code: "unknown-permission", detail: `${permission} is no permission.` }];
    if (limited && roles.showingAllData.has(resourceOf(permission)))
      return [
        {
          pointer: at,
          code: "shows-all-data",
          detail: `${permission} shows all data of the tenant, so a role with conditions cannot have it.`,
        },
      ];
    return where === null ? [] : whereErrors(where, permission, at, pointer, roles);
  });
}

function whereErrors(
  where: NonNullable<StoredGrant["where"]>,
  permission: Permission,
  at: string,
  pointer: string,
  { conditional, limitable }: Roles,
): readonly PointedError[] {
  if (!limitable.has(permission))
    return [{ pointer: at, code: "not-conditional", detail: `${permission} cannot have conditions.` }];
  const attributes = conditional.get(resourceOf(permission))?.attributes ?? {};
  return Object.keys(where)
    .filter((name) => !Object.hasOwn(attributes, name))
    .map((name) => ({
      pointer: `${pointer}/where/${name}`,
      code: "unknown-attribute",
      detail: `${resourceOf(permission)} can be compared by ${Object.keys(attributes).join(", ")}.`,
    }));
}

/** Also the name of a role that only the platform has. */
function isTaken(name: string, roles: Roles): boolean {
  return roles.find(name) !== null || roles.grantsOf(name).size > 0;
}

function duplicate(name: string): Refusal {
  return refusalAt("duplicate-role", "/name", `There is a role ${name} already.`);
}

function inUse({ name }: TenantRole, holders: number): Refusal {
  const holding = holders === 1 ? "1 user or key has" : `${holders} users or keys have`;
  return refusal("role-in-use", `${holding} the role ${name}.`);
}

function storedOf(grants: RoleInput["grants"]): StoredGrant[] {
  return grants.map(({ permissions, where = null }) => ({ permissions: [...permissions], where }));
}

function isSame(one: readonly StoredGrant[], other: readonly StoredGrant[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
