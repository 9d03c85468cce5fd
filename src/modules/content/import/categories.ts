import * as z from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import { freeHandle } from "../../../kernel/values/handle.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import { type Context, defineCommand } from "../../../kernel/write/command.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { loadSettings } from "../../tenants/index.ts";
import { type HandleBook, openHandleBook } from "../../translations/index.ts";
import { contentIds } from "../ids.ts";
import { termLimits } from "../limits.ts";
import { termEvents } from "../terms/events.ts";
import { countCategories, findTerms } from "../terms/lookups.ts";
import { type ImportedCategory, importedCategory } from "./schema.ts";

/** Makes the categories that do not exist, a parent before its children. Existing ones stay as they are. */
export const importCategories = defineCommand({
  name: "content.importCategories",
  access: "posts:create",
  internal: true,
  input: z.object({ categories: z.array(importedCategory) }),
  output: z.object({ created: z.int() }),
  load(database, { categories }, context) {
    const { defaultLocale, locales } = loadSettings(database, context);
    const slugs = categories.flatMap(({ slug, parent }) => (parent === null ? [slug] : [slug, parent]));
    const ids = findTerms(database, "contentCategory", slugs, [defaultLocale, ...locales]);
    return {
      locale: defaultLocale,
      idBySlug: new Map(slugs.flatMap((slug, index) => (ids[index] ? [[slug, ids[index]] as const] : []))),
      book: openHandleBook(database, "contentCategory"),
      total: countCategories(database),
    };
  },
  decide(loaded, { categories }, context) {
    const events = decideImportCategories(loaded, categories, context);
    return events.ok
      ? ok({ events: events.value, answer: () => ({ created: events.value.length }) })
      : events;
  },
});

interface KnownCategories {
  readonly locale: string;
  readonly idBySlug: ReadonlyMap<string, string>;
  readonly book: HandleBook;
  readonly total: number;
}

function decideImportCategories(
  { locale, idBySlug, book, total }: KnownCategories,
  categories: readonly ImportedCategory[],
  context: Pick<Context, "newId">,
): Result<readonly NewEvent[]> {
  const ids = new Map(idBySlug);
  const events = categories.flatMap(({ slug, name, description, parent }) => {
    if (ids.has(slug)) return [];
    const id = context.newId(contentIds.contentCategory);
    ids.set(slug, id);
    const free = freeHandle(slug, book.takenNear(locale, slug, null));
    const parentId = parent === null ? null : (ids.get(parent) ?? null);
    const translations = [{ locale, name, slug: free, description }];
    return [termEvents.contentCategory.created.of(id, { parentId, position: 0, translations })];
  });
  const most = termLimits.categories.value;
  if (total + events.length > most)
    return refused(refusal("too-large", `A tenant has at most ${most} content categories.`));
  return ok(events);
}
