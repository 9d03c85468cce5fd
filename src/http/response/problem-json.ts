import type { ProblemDefinition, Refusal } from "../../kernel/api/problem.ts";
import { problemOf } from "../../kernel/registry.ts";
import type { Scope } from "../scope.ts";

/** Turns a refusal into RFC 9457 problem+json. */
export function problemResponse(
  scope: Pick<Scope, "path" | "trace" | "registry" | "observed">,
  refusal: Refusal,
): Response {
  const problem = problemOf(scope.registry, refusal.code);
  scope.observed.problem = refusal.code;
  const body = problemMembers(problem, refusal, scope.path, scope.trace.traceId);
  return new Response(JSON.stringify(body), {
    status: body.status,
    headers: {
      "Content-Type": "application/problem+json",
      "Cache-Control": "no-store",
      ...extraHeaders(refusal, body.status),
    },
  });
}

/** The members of a refusal's problem+json. */
export function problemMembers(
  problem: ProblemDefinition,
  { code, detail, errors, status }: Refusal,
  instance: string,
  traceId: string,
) {
  return {
    type: `/problems/${code}`,
    title: problem.title,
    status: status ?? problem.status,
    detail,
    instance,
    code,
    traceId,
    ...(errors === undefined ? {} : { errors }),
  };
}

const retryAfterSeconds = "1";

function extraHeaders({ code, retryAfter }: Refusal, status: number): Record<string, string> {
  if (code === "unauthenticated") return { "WWW-Authenticate": "Bearer" };
  if (retryAfter !== undefined) return { "Retry-After": String(retryAfter) };
  return status === 503 || status === 429 ? { "Retry-After": retryAfterSeconds } : {};
}
