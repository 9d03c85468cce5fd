import type { ProblemCode } from "../../../kernel/api/problem.ts";
import type { Route } from "../../../kernel/api/route.ts";

/** The problem codes of a route: those that follow from its shape, and those it declares. */
export function refusalsOf(route: Route): readonly ProblemCode[] {
  const tenant: ProblemCode[] =
    route.tenancy === "none"
      ? []
      : ["tenant-required", "invalid-tenant", "tenant-not-found", "tenant-mismatch", "tenant-suspended"];
  const body: ProblemCode[] =
    route.body === undefined && route.upload === undefined
      ? []
      : ["body-too-large", "unsupported-media-type"];
  const json: ProblemCode[] = route.body === undefined ? [] : ["malformed-json"];
  const path: ProblemCode[] = route.params === undefined ? [] : ["malformed-request"];
  const known: ProblemCode[] = route.access === "public" ? [] : ["forbidden"];
  const there: ProblemCode[] = route.params === undefined && route.tenancy === "none" ? [] : ["not-found"];
  const write: ProblemCode[] = route.method === "get" ? [] : ["overloaded"];
  // Whatever else they do, workflows may read what has to include the write of a token.
  const lagging: ProblemCode[] =
    route.method === "get" || route.operation.kind === "workflow" ? ["projection-lag"] : [];
  const post: ProblemCode[] = route.method === "post" ? ["idempotency-key-reused"] : [];
  const keyed: ProblemCode[] = route.idempotencyKey === "required" ? ["idempotency-key-required"] : [];
  const guarded: ProblemCode[] = isGuarded(route) ? ["version-mismatch"] : [];
  const own = route.refusals ?? [];
  return [
    ...new Set<ProblemCode>([
      "uri-too-long",
      ...path,
      "validation-failed",
      "invalid-consistency-token",
      "unauthenticated",
      "rate-limited",
      ...tenant,
      ...known,
      ...there,
      ...body,
      ...json,
      ...lagging,
      ...write,
      ...post,
      ...keyed,
      ...guarded,
      ...own,
    ]),
  ];
}

/** Operations that change one versioned resource accept If-Match. */
export function isGuarded({ method, params }: Route): boolean {
  return method === "patch" || method === "put" || (method !== "get" && params !== undefined);
}
