import { type PointedError, refusal } from "../../../kernel/api/problem.ts";
import { fold } from "../../../kernel/values/fold.ts";
import { freeHandle, handleFromTitle } from "../../../kernel/values/handle.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { Context } from "../../../kernel/write/command.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import type { HandleBook } from "../../translations/index.ts";
import { contentIds } from "../ids.ts";
import { termEvents } from "./events.ts";

/** The names or slugs that a request gives, with the ids of those that exist. Undefined for what it does not mention. */
export interface WantedTerms {
  readonly tags: readonly Wanted[] | undefined;
  readonly categories: readonly Wanted[] | undefined;
  readonly tagSlugs: HandleBook;
}

interface Wanted {
  readonly text: string;
  /** Null if nothing is called so. */
  readonly id: string | null;
}

/** The terms that a node gets, and the events of the tags that are made for it. */
export interface SettledTerms {
  readonly tagIds: readonly string[] | undefined;
  readonly categoryIds: readonly string[] | undefined;
  readonly events: readonly NewEvent[];
}

/** Makes tags that do not exist. An unknown category is refused. */
export function decideTerms(
  { tags, categories, tagSlugs }: WantedTerms,
  locale: string,
  context: Pick<Context, "newId">,
): Result<SettledTerms> {
  const unknown = (categories ?? []).flatMap(({ id, text }, index): readonly PointedError[] =>
    id === null
      ? [
          {
            pointer: `/categories/${index}`,
            code: "unknown-reference",
            detail: `There is no category ${text}.`,
          },
        ]
      : [],
  );
  if (unknown.length > 0) return refused(refusal("unknown-reference", "There is no such category.", unknown));
  const made = madeTags(tags ?? [], tagSlugs, locale, context);
  const idOf = ({ id, text }: Wanted) => id ?? made.idByName.get(fold(text)) ?? [];
  return ok({
    tagIds: tags === undefined ? undefined : [...new Set(tags.flatMap(idOf))],
    categoryIds: categories === undefined ? undefined : [...new Set(categories.flatMap(idOf))],
    events: made.events,
  });
}

function madeTags(
  tags: readonly Wanted[],
  slugs: HandleBook,
  locale: string,
  context: Pick<Context, "newId">,
): { readonly idByName: ReadonlyMap<string, string>; readonly events: readonly NewEvent[] } {
  const idByName = new Map<string, string>();
  const events: NewEvent[] = [];
  const taken = new Set<string>();
  for (const { text: name, id: known } of tags) {
    if (known !== null || idByName.has(fold(name))) continue;
    const id = context.newId(contentIds.tag);
    const near = slugs.takenNear(locale, name, null);
    const slug = freeHandle(handleFromTitle(name), new Set([...near, ...taken]));
    taken.add(slug);
    idByName.set(fold(name), id);
    const translations = [{ locale, name, slug, description: null }];
    events.push(termEvents.tag.created.of(id, { translations }));
  }
  return { idByName, events };
}
