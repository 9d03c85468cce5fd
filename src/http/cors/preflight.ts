import type { Scope } from "../scope.ts";
import { tenantOfHost } from "../stages/tenant.ts";
import { allowedOrigin, requestHeaders } from "./policy.ts";

/** Whether a request asks, on behalf of a page, if it may send another. */
export function isPreflight({ headers }: Request): boolean {
  return headers.has("Origin") && headers.has("Access-Control-Request-Method");
}

/**
 * Answers a preflight request for a path that has `methods`. It has no `X-Tenant` and no credential, only the names of the headers. Under a host
 * without a tenant it may therefore be any tenant's: the answer to the request itself then says whether the page may read it.
 */
export async function preflight(scope: Scope, methods: readonly string[]): Promise<Response> {
  const headers = new Headers({
    Vary: "Origin, Access-Control-Request-Headers",
    "Cache-Control": "no-store",
  });
  const origin = await originFor(scope);
  if (origin !== null) {
    headers.set("Access-Control-Allow-Origin", origin);
    headers.set("Access-Control-Allow-Methods", methods.join(", "));
    headers.set("Access-Control-Allow-Headers", requestHeaders);
    headers.set("Access-Control-Max-Age", "600");
  }
  return new Response(null, { status: 204, headers });
}

/** Headers that name a tenant: itself, or by a key or token of it. */
const naming = ["x-tenant", "authorization"];

async function originFor(scope: Scope): Promise<string | null> {
  const host = await tenantOfHost(scope);
  if (!host.ok) return null;
  if (host.value !== null) return allowedOrigin(scope, host.value);
  const asked = scope.request.headers.get("Access-Control-Request-Headers")?.toLowerCase() ?? "";
  const namesTenant = asked.split(",").some((name) => naming.includes(name.trim()));
  return namesTenant ? scope.request.headers.get("Origin") : null;
}
