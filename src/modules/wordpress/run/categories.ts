import type { WorkflowContext } from "../../../kernel/operation/workflow.ts";
import { ok, type Result } from "../../../kernel/values/result.ts";
import { type ImportedCategory, importCategories, termLimits } from "../../content/index.ts";
import { slugOf } from "../plan/slug.ts";
import type { WxrCategory } from "../read/wxr.ts";

/** Categories of one call of the tenant's object. */
const batch = 100;

/** Makes the categories of a file that do not exist yet. */
export async function sendCategories(
  { invokeAll }: Pick<WorkflowContext, "invokeAll">,
  categories: readonly WxrCategory[],
): Promise<Result<null>> {
  const ordered = parentsFirst(categories.map(toImported));
  for (let from = 0; from < ordered.length; from += batch) {
    const [result] = await invokeAll(importCategories, [{ categories: ordered.slice(from, from + batch) }]);
    if (result !== undefined && !result.ok) return result;
  }
  return ok(null);
}

function toImported({ slug, name, parent, description }: WxrCategory): ImportedCategory {
  return {
    slug: slugOf(slug, name),
    name: name.slice(0, termLimits.name.value).trim() || slug,
    description: description === "" ? null : description.slice(0, termLimits.description.value),
    parent: parent === null ? null : slugOf(parent, parent),
  };
}

/** A category after the one above it. Whatever is in a circle, or below what the file does not have, comes last. */
export function parentsFirst(categories: readonly ImportedCategory[]): readonly ImportedCategory[] {
  const children = Map.groupBy(categories, ({ parent }) => parent ?? "");
  const slugs = new Set(categories.map(({ slug }) => slug));
  const ordered = new Set(categories.filter(({ parent }) => parent === null || !slugs.has(parent)));
  for (const { slug } of ordered) for (const child of children.get(slug) ?? []) ordered.add(child);
  for (const category of categories) ordered.add(category);
  return [...ordered];
}
