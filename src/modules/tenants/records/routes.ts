import * as z from "zod";
import { defineRoute } from "../../../kernel/api/route.ts";
import { pageQuery } from "../../../kernel/read/page.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { restoreInput, tenantInput, tenantPatch } from "../schema.ts";
import { listTenants } from "../view.ts";
import { createTenant, readTenant, restoreTenant, updateTenant } from "./workflows.ts";

const params = z.object({ id: opaqueId });
const path = "/v1/platform/tenants";

export const platformRoutes = [
  defineRoute({
    method: "post",
    path,
    tag: "Tenants",
    operationId: "createTenant",
    summary: "Create a tenant",
    description:
      "Creates a tenant, its first stock location, shipping option and API key. The key is returned only once. The tenant's id, slug and domains work as soon as the response arrives.",
    operation: createTenant,
    body: tenantInput,
    input: ({ body }) => body,
    status: 201,
    returns: "The tenant and its first API key, which is returned only once",
    location: ({ id }) => `${path}/${id}`,
    refusals: ["duplicate-slug", "duplicate-domain", "invalid-settings"],
  }),
  defineRoute({
    method: "get",
    path,
    tag: "Tenants",
    operationId: "listTenants",
    summary: "List tenants",
    description: "Lists all tenants, newest first.",
    operation: listTenants,
    query: z.strictObject(pageQuery),
    input: ({ page }) => page,
    returns: "A page of tenants",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "get",
    path: `${path}/{id}`,
    tag: "Tenants",
    operationId: "getTenant",
    summary: "Get a tenant",
    description: "Returns a tenant with its settings and enabled modules.",
    operation: readTenant,
    params,
    input: ({ params }) => params,
    returns: "The tenant",
  }),
  defineRoute({
    method: "patch",
    path: `${path}/{id}`,
    tag: "Tenants",
    operationId: "updateTenant",
    summary: "Update a tenant",
    description:
      "Renames a tenant, changes its domains, suspends or resumes it. A suspended tenant accepts no requests until it is resumed. `domains` and `status` are changed in two requests.",
    operation: updateTenant,
    params,
    body: tenantPatch,
    input: ({ params: { id }, body }) => ({ id, patch: body }),
    returns: "The tenant",
    refusals: ["duplicate-domain", "tenant-suspended"],
  }),
  defineRoute({
    method: "post",
    path: `${path}/{id}/restores`,
    tag: "Tenants",
    operationId: "restoreTenant",
    summary: "Restore a tenant to an earlier time",
    description:
      "Takes the tenant's data back to a point in time. Later changes are lost, a new epoch begins, and the views are rebuilt.",
    operation: restoreTenant,
    params,
    body: restoreInput,
    input: ({ params: { id }, body: { at } }) => ({ id, at }),
    status: 202,
    returns: "The new epoch",
    refusals: ["idempotency-in-progress", "tenant-suspended"],
  }),
];
