import { pickLocale } from "../../../kernel/values/locale.ts";
import type { TermRef } from "../terms/schema.ts";
import type { NodeState } from "./schema.ts";
import type { AdminNode } from "./wire.ts";

/** Renders a node for the admin API, in the first of the languages that it has. */
export function toAdminNode(
  { tagIds, categoryIds, redirects: _, ...node }: NodeState,
  version: number,
  refs: ReadonlyMap<string, TermRef>,
  locales: readonly string[],
): AdminNode {
  const text = pickLocale(node.translations, locales);
  if (text === undefined) throw new Error(`${node.id} has no translation`);
  const { title, slug, locale } = text;
  return {
    ...node,
    tags: tagIds.flatMap((id) => refs.get(id) ?? []),
    categories: categoryIds.flatMap((id) => refs.get(id) ?? []),
    ...{ title, slug, locale },
    availableLocales: node.translations.map((one) => one.locale),
    version,
  };
}
