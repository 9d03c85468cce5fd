import type { Extent } from "../access/extent.ts";
import { type Refusal, refusal } from "../api/problem.ts";
import type { Operation } from "./operation.ts";

/** Why a caller may not invoke an operation. Null if it may, on the resources of the extent. */
export function denialIn(
  { access, isLimited }: Pick<Operation, "access" | "isLimited">,
  extent: Extent | null,
): Refusal | null {
  if (extent === null) return refusal("forbidden", `This requires the permission ${access}.`);
  if (extent === "any" || isLimited) return null;
  return refusal("forbidden", `This requires the permission ${access} without conditions.`);
}
