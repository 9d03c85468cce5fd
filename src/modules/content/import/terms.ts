import { freeHandle } from "../../../kernel/values/handle.ts";
import type { Context } from "../../../kernel/write/command.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import type { HandleBook } from "../../translations/index.ts";
import { contentIds } from "../ids.ts";
import { termEvents } from "../terms/events.ts";
import type { ImportedTerm } from "./schema.ts";

/** A term of an imported node, with the id of the one that has its slug or name. Null if there is none. */
export interface FoundTerm extends ImportedTerm {
  readonly id: string | null;
}

/** The ids of a node's terms, and the events of those that are made for it. */
export interface ImportedTerms {
  readonly tagIds: readonly string[];
  readonly categoryIds: readonly string[];
  readonly events: readonly NewEvent[];
}

export type Books = Readonly<Record<ImportedTerm["kind"], HandleBook>>;

/** Makes the terms that do not exist, with the slugs that they had. */
export function decideImportedTerms(
  terms: readonly FoundTerm[],
  books: Books,
  locale: string,
  context: Pick<Context, "newId">,
): ImportedTerms {
  const events: NewEvent[] = [];
  const idsOf = { contentCategory: new Set<string>(), tag: new Set<string>() };
  const made = new Map<string, string>();
  for (const { kind, slug, name, id } of terms) {
    const known = id ?? made.get(`${kind} ${slug}`);
    const termId = known ?? context.newId(contentIds[kind]);
    idsOf[kind].add(termId);
    if (known !== undefined) continue;
    made.set(`${kind} ${slug}`, termId);
    const free = freeHandle(slug, books[kind].takenNear(locale, slug, null));
    const translations = [{ locale, name, slug: free, description: null }];
    events.push(
      kind === "tag"
        ? termEvents.tag.created.of(termId, { translations })
        : termEvents.contentCategory.created.of(termId, { parentId: null, position: 0, translations }),
    );
  }
  return { tagIds: [...idsOf.tag], categoryIds: [...idsOf.contentCategory], events };
}
