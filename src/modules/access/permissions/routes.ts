import * as z from "zod";
import { defineRoute } from "../../../kernel/api/route.ts";
import { pageQuery } from "../../../kernel/read/page.ts";
import { checkPermission, listPermissions } from "./queries.ts";
import { checkInput } from "./schema.ts";

const path = "/v1/admin/permissions";

export const permissionRoutes = [
  defineRoute({
    method: "get",
    path,
    tag: "Roles",
    operationId: "listPermissions",
    summary: "List permissions",
    description:
      "Lists all permissions by name: what each allows, which system roles have it, and what its conditions can compare.",
    operation: listPermissions,
    query: z.strictObject(pageQuery),
    input: ({ page }) => page,
    returns: "A page of permissions",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "post",
    path: `${path}/check`,
    tag: "Roles",
    operationId: "checkPermission",
    summary: "Check a permission",
    description:
      "Says whether a user, an API key or a role may do something, with all resources or with one, and why or why not. Without any of them, it checks the caller.",
    operation: checkPermission,
    body: checkInput,
    input: ({ body }) => body,
    returns: "Whether it is allowed, and why",
  }),
];
