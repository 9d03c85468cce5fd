import type { z } from "zod";
import { type Attributes, type Extent, meets } from "../../../kernel/access/extent.ts";
import type { checkReason } from "./schema.ts";

/** What is known of a check: what is granted, null for nothing, and the attributes of the resource that is asked about. */
export interface CheckFacts {
  readonly permission: string;
  readonly extent: Extent | null;
  readonly resource: { readonly id: string; readonly attributes: Attributes | null } | null;
}

export interface CheckResult {
  readonly allowed: boolean;
  readonly reason: z.infer<typeof checkReason>;
  readonly detail: string;
  readonly conditions: readonly Readonly<Record<string, readonly string[]>>[] | null;
}

/** Whether something may be done to a resource, or to any if none is named, and why. */
export function decideCheck({ permission, extent, resource }: CheckFacts): CheckResult {
  if (extent === null || (extent !== "any" && extent.length === 0))
    return no("not-granted", `${permission} is not granted.`);
  const conditions = extent === "any" ? null : extent;
  if (resource === null)
    return conditions === null
      ? { allowed: true, reason: "granted", detail: `${permission} is granted on all resources.`, conditions }
      : {
          allowed: true,
          reason: "granted-with-conditions",
          detail: `${permission} is granted on resources that meet one of the conditions.`,
          conditions,
        };
  const { id, attributes } = resource;
  if (attributes === null)
    return {
      ...no("unknown-resource", `There is no ${id} on which ${permission} can be granted.`),
      conditions,
    };
  return meets(attributes, extent)
    ? { allowed: true, reason: "granted", detail: `${permission} is granted on ${id}.`, conditions }
    : {
        ...no(
          "conditions-not-met",
          `${id} meets none of the conditions under which ${permission} is granted.`,
        ),
        conditions,
      };
}

/** What may not be done. */
export function no(reason: CheckResult["reason"], detail: string): CheckResult {
  return { allowed: false, reason, detail, conditions: null };
}
