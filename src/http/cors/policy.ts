import type { Tenant } from "../../kernel/access/tenant.ts";
import type { Scope } from "../scope.ts";

/** The paths that pages of other origins may call. */
export const corsPaths = "/v1/store";

/** Whether a path pattern is of the store. */
export function isShared(pattern: string): boolean {
  return pattern === corsPaths || pattern.startsWith(`${corsPaths}/`);
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
