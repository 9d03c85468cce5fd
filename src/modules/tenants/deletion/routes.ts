import * as z from "zod";
import { shownAs } from "../../../kernel/api/query-parameters.ts";
import { defineRoute } from "../../../kernel/api/route.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { cancelTenantDeletion, deleteTenant, graceDays, usualGraceDays } from "./workflows.ts";

const params = z.object({ id: opaqueId });
const path = "/v1/platform/tenants/{id}";

const deletionQuery = z.strictObject({
  graceDays: shownAs(
    () =>
      graceDays
        .optional()
        .describe(`For how many days the deletion can be cancelled. ${usualGraceDays} by default.`),
    z.coerce.number().pipe(graceDays).default(usualGraceDays),
  ),
});

export const deletionRoutes = [
  defineRoute({
    method: "delete",
    path,
    tag: "Tenants",
    operationId: "deleteTenant",
    summary: "Delete a tenant",
    description:
      "Stops the tenant at once, like a suspension, and deletes everything that is stored of it after a grace period. Until then its deletion can be cancelled. Its slug and domains are free once it is deleted.",
    operation: deleteTenant,
    params,
    query: deletionQuery,
    input: ({ params: { id }, query: { graceDays: days } }) => ({ id, graceDays: days }),
    returns: "The tenant is about to be deleted",
  }),
  defineRoute({
    method: "post",
    path: `${path}/cancel-deletion`,
    tag: "Tenants",
    operationId: "cancelTenantDeletion",
    summary: "Cancel the deletion of a tenant",
    description:
      "Keeps a tenant that is about to be deleted. It is active again, or suspended if it was before.",
    operation: cancelTenantDeletion,
    params,
    input: ({ params }) => params,
    returns: "The tenant",
    refusals: ["tenant-not-deleting", "idempotency-in-progress"],
  }),
];
