import { equal } from "../../../kernel/values/patch.ts";
import type { Result } from "../../../kernel/values/result.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { decideChanges } from "../nodes/rules.ts";
import type { NodeState } from "../nodes/schema.ts";
import type { Revision } from "./store.ts";

/**
 * Makes a node what it was: texts, terms and fields, but neither its status nor its place. A translation in the tenant's main language stays,
 * if there was none. Terms that exist no longer are left out. Emits no event if nothing changes.
 */
export function decideRestoring(
  current: NodeState,
  { number, content }: Revision,
  { defaultLocale, terms }: { readonly defaultLocale: string; readonly terms: ReadonlySet<string> },
): Result<readonly NewEvent[]> {
  const { translations, tagIds, categoryIds, ...fields } = content;
  const existing = new Map(current.translations.map((one) => [one.locale, one] as const));
  const wanted = new Set(translations.map(({ locale }) => locale));
  const removed = [...existing.keys()].filter((locale) => !wanted.has(locale) && locale !== defaultLocale);
  const changed = translations.filter((one) => !equal(one, existing.get(one.locale)));
  return decideChanges(
    current,
    {
      ...fields,
      tagIds: tagIds.filter((id) => terms.has(id)),
      categoryIds: categoryIds.filter((id) => terms.has(id)),
    },
    { changed, removed },
    {},
    number,
  );
}
