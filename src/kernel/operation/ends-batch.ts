import type { ProblemCode } from "../api/problem.ts";

/** Whether a refusal concerns the caller, the tenant or its object. It ends work on many things; any other is about one of them. */
export function endsBatch(code: ProblemCode): boolean {
  return ofAll.has(code);
}

const ofAll: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  "unauthenticated",
  "forbidden",
  "not-found",
  "tenant-not-found",
  "tenant-suspended",
  "internal-error",
  "overloaded",
]);
