import { allows } from "../../../src/kernel/access/permission.ts";
import type { Route } from "../../../src/kernel/api/route.ts";
import { registry } from "../../../src/registry.ts";
import type { MintedTenant } from "./minting.ts";
import { orderTokenOf } from "./orders.ts";
import { accountOf, platformToken, type Sent, staffOf } from "./sender.ts";

type Known = Pick<MintedTenant, "slug" | "adminKey">;

/**
 * The credential that a route requires: the tenant's admin key or, if that isn't enough, the platform token.
 */
export function entitled(route: Route, tenant: Known): Sent {
  const headers = bodyHeaders(route);
  if (route.tenancy === "none") return { key: platformToken, headers };
  if (route.access === "customer" && route.path !== "/v1/store/orders/{id}")
    return { key: accountOf(tenant), headers };
  if (route.access === "customer")
    return { headers: { ...headers, "X-Tenant": tenant.slug, "X-Order-Token": orderTokenOf(tenant) } };
  if (route.path.startsWith("/v1/auth/two-factor")) return { key: staffOf(tenant), headers };
  if (route.access === "account") return { key: accountOf(tenant), headers };
  // Guests may not, until a tenant lets them.
  if (writesComments(route)) return { key: accountOf(tenant), headers };
  if (route.access === "public" || allows(registry.roles.grantsOf("admin"), route.access))
    return { key: tenant.adminKey, headers };
  return { key: platformToken, headers: { ...headers, "X-Tenant": tenant.slug } };
}

/** Whether it takes comments of customers only, until the tenant says otherwise. */
export function writesComments({ operationId }: Pick<Route, "operationId">): boolean {
  return operationId === "createReview" || operationId === "createPostComment";
}

/** Headers that are checked before the body: its media type, and the Idempotency-Key if one is required. */
export function bodyHeaders(route: Route): Record<string, string> {
  const mediaType = route.upload?.mediaType ?? (route.body === undefined ? undefined : "application/json");
  return {
    ...(mediaType === undefined ? {} : { "Content-Type": mediaType }),
    ...(route.idempotencyKey === "required" ? { "Idempotency-Key": crypto.randomUUID() } : {}),
  };
}
