import * as z from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import { nothing } from "../../../kernel/operation/operation.ts";
import { pageOf, pageOutput, pageRequest } from "../../../kernel/read/page.ts";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { versionOf } from "../../../kernel/storage/version.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { type Context, defineCommand } from "../../../kernel/write/command.ts";
import { accessIds } from "../ids.ts";
import { decideCreateRole, decideDeleteRole, decideRoleChange } from "./rules.ts";
import { roleInput, rolePatch, roleResponse, type TenantRole } from "./schema.ts";
import { countTenantRoles, listTenantRoles, readTenantRole, roleAggregate } from "./store.ts";

const byId = z.object({ id: opaqueId });
const noSuchRole = refusal("not-found", "There is no such role.");
const idOf = ({ id }: z.infer<typeof byId>) => canonicalId(accessIds.role, id);
const guards = (input: z.infer<typeof byId>) => ({ type: roleAggregate.type, id: idOf(input) });

export const createRole = defineCommand({
  name: "access.createRole",
  access: "users:create",
  input: roleInput,
  output: roleResponse,
  load: countTenantRoles,
  decide(existing, input, context) {
    const id = context.newId(accessIds.role);
    const events = decideCreateRole(id, input, existing, context);
    if (!events.ok) return events;
    return ok({ events: events.value, answer: (database) => written(database, id) });
  },
});

export const updateRole = defineCommand({
  name: "access.updateRole",
  access: "users:update",
  input: byId.extend({ patch: rolePatch }),
  output: roleResponse,
  guards,
  load: (database, input) => readTenantRole(database, idOf(input)),
  decide(role, { patch }, context) {
    if (role === undefined) return refused(noSuchRole);
    const events = decideRoleChange(role, patch, context);
    if (!events.ok) return events;
    return ok({ events: events.value, answer: (database) => written(database, role.id) });
  },
});

export const deleteRole = defineCommand({
  name: "access.deleteRole",
  access: "users:delete",
  input: byId,
  output: nothing,
  guards,
  load(database, input, context) {
    const role = readTenantRole(database, idOf(input));
    return { role, holders: role === undefined ? 0 : countHolders(database, role, context) };
  },
  decide({ role, holders }, _, context) {
    if (role === undefined) return refused(noSuchRole);
    const events = decideDeleteRole(role, holders, context);
    return events.ok ? ok({ events: events.value, answer: () => null }) : events;
  },
});

/** Reads a role that the tenant has made. */
export const readOneRole = defineObjectQuery({
  name: "access.readRole",
  access: "users:read",
  input: byId,
  output: roleResponse,
  run(database, input) {
    const role = readTenantRole(database, idOf(input));
    return role === undefined ? refused(noSuchRole) : ok(toResponse(database, role));
  },
});

/** Lists the roles that the tenant has made, oldest first. */
export const listRoles = defineObjectQuery({
  name: "access.listRoles",
  access: "users:list",
  input: pageRequest,
  output: pageOutput(roleResponse),
  run(database, { limit, after, count }) {
    const page = pageOf(
      listTenantRoles(database, after === null ? null : String(after[0]), limit + 1),
      limit,
      ({ id }) => [id],
      (role) => toResponse(database, role),
    );
    return ok({ ...page, totalCount: count ? countTenantRoles(database) : undefined });
  },
});

/** Users and credentials of every module that have the role. */
function countHolders(database: TenantDatabase, { name }: TenantRole, { modules, now }: Context): number {
  return modules.reduce(
    (sum, { countRoleHolders }) => sum + (countRoleHolders?.(database, name, now) ?? 0),
    0,
  );
}

function toResponse(database: TenantDatabase, role: TenantRole) {
  return { ...role, version: versionOf(database, roleAggregate.type, role.id) };
}

function written(database: TenantDatabase, id: string) {
  const role = readTenantRole(database, id);
  if (role === undefined) throw new Error(`the role ${id} was just written but cannot be read`);
  return toResponse(database, role);
}
