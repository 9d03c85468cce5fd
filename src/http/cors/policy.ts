import type { Tenant } from "../../kernel/access/tenant.ts";
import type { Scope } from "../scope.ts";

/** The paths that pages of other origins may call: the store, and signing in to it. */
const corsPaths = ["/v1/store", "/v1/auth", "/graphql"];

/** Whether pages of other origins may call a path pattern. */
export function isShared(pattern: string): boolean {
  return corsPaths.some((path) => pattern === path || pattern.startsWith(`${path}/`));
}

/** The origin of the calling page, if the tenant allows it. */
export function allowedOrigin({ request }: Scope, tenant: Tenant | null): string | null {
  const origin = request.headers.get("Origin");
  return origin !== null && tenant?.corsOrigins.includes(origin) === true ? origin : null;
}

/** Headers that a page may send besides the simple ones. */
export const requestHeaders = [
  "Authorization",
  "Content-Type",
  "Idempotency-Key",
  "If-Match",
  "If-None-Match",
  "Consistency-Token",
  "X-Tenant",
  "X-Order-Token",
  "Last-Event-ID",
  "traceparent",
].join(", ");

/** Headers that a page may read besides the simple ones. */
export const responseHeaders = [
  "Cache-Status",
  "Consistency-Token",
  "ETag",
  "Idempotent-Replayed",
  "Link",
  "Location",
  "RateLimit",
  "RateLimit-Policy",
  "Retry-After",
  "Server-Timing",
  "traceparent",
  "X-Request-Id",
].join(", ");
