import type { ProblemCode, Refusal } from "../../kernel/api/problem.ts";
import { problemOf } from "../../kernel/registry.ts";
import type { Scope } from "../scope.ts";

/** Turns a refusal into RFC 9457 problem+json. */
export function problemResponse(
  scope: Pick<Scope, "path" | "trace" | "registry">,
  refusal: Refusal,
): Response {
  const problem = problemOf(scope.registry, refusal.code);
  const status = refusal.status ?? problem.status;
  const body = {
    type: `/problems/${refusal.code}`,
    title: problem.title,
    status,
    detail: refusal.detail,
    instance: scope.path,
    code: refusal.code,
    traceId: scope.trace.traceId,
    ...(refusal.errors === undefined ? {} : { errors: refusal.errors }),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      "Content-Type": "application/problem+json",
      "Cache-Control": "no-store",
      ...extraHeaders(refusal.code, status),
    },
  });
}

const retryAfterSeconds = "1";

function extraHeaders(code: ProblemCode, status: number): Record<string, string> {
  if (code === "unauthenticated") return { "WWW-Authenticate": "Bearer" };
  return status === 503 ? { "Retry-After": retryAfterSeconds } : {};
}
