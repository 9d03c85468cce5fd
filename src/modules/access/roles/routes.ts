import * as z from "zod";
import { defineRoute } from "../../../kernel/api/route.ts";
import { pageQuery } from "../../../kernel/read/page.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { createRole, deleteRole, listRoles, readOneRole, updateRole } from "./commands.ts";
import { roleInput, rolePatch } from "./schema.ts";

const params = z.object({ id: opaqueId });
const path = "/v1/admin/roles";
const tag = "Roles";
const returns = "The role";

export const roleRoutes = [
  defineRoute({
    method: "get",
    path,
    tag,
    operationId: "listRoles",
    summary: "List roles",
    description:
      "Lists the roles that the tenant has made, oldest first. `GET /v1/admin/permissions` says what the system roles may do.",
    operation: listRoles,
    query: z.strictObject(pageQuery),
    input: ({ page }) => page,
    returns: "A page of roles",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "post",
    path,
    tag,
    operationId: "createRole",
    summary: "Create a role",
    description:
      'Creates a role that users and API keys can have, by its name. Each grant has permissions, and with `where` it is limited to resources that have one of the values of each attribute, such as `{"vendor":["Acme"]}`. What several grants allow adds up. You cannot grant more than you have.',
    operation: createRole,
    body: roleInput,
    input: ({ body }) => body,
    status: 201,
    returns,
    location: ({ id }) => `${path}/${id}`,
    refusals: ["duplicate-role", "too-large"],
  }),
  defineRoute({
    method: "get",
    path: `${path}/{id}`,
    tag,
    operationId: "getRole",
    summary: "Get a role",
    description: "Returns a role that the tenant has made, as it is now.",
    operation: readOneRole,
    params,
    input: ({ params }) => params,
    returns,
  }),
  defineRoute({
    method: "patch",
    path: `${path}/{id}`,
    tag,
    operationId: "updateRole",
    summary: "Update a role",
    description:
      "Changes the description, or replaces the grants. Who has the role has the new grants at once for writes, and within four seconds for reads. A role keeps its name.",
    operation: updateRole,
    params,
    body: rolePatch,
    input: ({ params: { id }, body }) => ({ id, patch: body }),
    returns,
  }),
  defineRoute({
    method: "delete",
    path: `${path}/{id}`,
    tag,
    operationId: "deleteRole",
    summary: "Delete a role",
    description: "Deletes a role that no user and no live API key has.",
    operation: deleteRole,
    params,
    input: ({ params }) => params,
    returns: "Deleted",
    refusals: ["role-in-use"],
  }),
];
