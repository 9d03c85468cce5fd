import { z } from "zod";
import { defineRoute } from "../../../kernel/api/route.ts";
import { pageQuery } from "../../../kernel/read/page.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { tenantInput, tenantPatch } from "../schema.ts";
import { listTenants } from "../view.ts";
import { createTenant, readTenant, restoreTenant, updateTenant } from "./workflows.ts";

const params = z.object({ id: opaqueId });
const path = "/v1/platform/tenants";

export const platformRoutes = [
  defineRoute({
    method: "post",
    path,
    summary: "Create a tenant. Its id, slug and domains work as soon as the response arrives",
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
    summary: "List tenants, newest first",
    operation: listTenants,
    query: z.object(pageQuery).strict(),
    input: ({ page }) => page,
    returns: "A page of tenants",
  }),
  defineRoute({
    method: "get",
    path: `${path}/{id}`,
    summary: "Read a tenant",
    operation: readTenant,
    params,
    input: ({ params }) => params,
    returns: "The tenant",
  }),
  defineRoute({
    method: "patch",
    path: `${path}/{id}`,
    summary: "Rename a tenant, change its domains, suspend it or resume it",
    operation: updateTenant,
    params,
    body: tenantPatch,
    input: ({ params: { id }, body }) => ({ id, patch: body }),
    returns: "The tenant",
    refusals: ["duplicate-domain"],
  }),
  defineRoute({
    method: "post",
    path: `${path}/{id}/restores`,
    summary: "Restore a tenant to an earlier time. Later changes are lost, and its views are rebuilt",
    operation: restoreTenant,
    params,
    body: z.object({ at: z.iso.datetime({ offset: true }) }).strict(),
    input: ({ params: { id }, body: { at } }) => ({ id, at }),
    status: 202,
    returns: "The new epoch",
    refusals: ["idempotency-in-progress"],
  }),
];
