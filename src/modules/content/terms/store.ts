import { and, asc, eq, sql } from "drizzle-orm";
import tables from "../../../../migrations/tenant/0113_content_terms.sql";
import { defineAggregate } from "../../../kernel/module.ts";
import { prepared } from "../../../kernel/storage/prepared.ts";
import type { Migration, TenantDatabase } from "../../../kernel/storage/storage.ts";
import { fold } from "../../../kernel/values/fold.ts";
import { sentFields } from "../../../kernel/values/patch.ts";
import type { Envelope } from "../../../kernel/write/event.ts";
import {
  claimFormerHandle,
  claimHandles,
  dropHandles,
  formerHandles,
  retireHandle,
} from "../../translations/index.ts";
import { termEvents } from "./events.ts";
import { forgetTerm } from "./node-terms.ts";
import {
  type ContentCategoryState,
  type TagState,
  type TermKind,
  type TermTranslation,
  termState,
} from "./schema.ts";
import { terms, termTranslations } from "./tables.ts";

export const termMigration: Migration = { name: "0113_content_terms", sql: tables };

export const contentCategoryAggregate = defineAggregate(termState.contentCategory, {
  apply: (database, event) => apply(database, "contentCategory", event),
  state: (database, id) => readCategory(database, id) ?? null,
});

export const tagAggregate = defineAggregate(termState.tag, {
  apply: (database, event) => apply(database, "tag", event),
  state: (database, id) => readTag(database, id) ?? null,
});

/** What a category has and a tag leaves empty. */
const noPlace = { parentId: null, position: 0 } as const;

function apply(database: TenantDatabase, kind: TermKind, event: Envelope): void {
  const events = termEvents[kind];
  const { id } = event.aggregate;
  const at = event.occurredAt;
  switch (event.type) {
    case events.created.type: {
      const { translations, ...place } = events.created.read(event);
      database
        .insert(terms)
        .values({ id, kind, ...noPlace, ...place, createdAt: at, updatedAt: at })
        .run();
      for (const translation of translations) writeTranslation(database, kind, id, translation);
      return;
    }
    case events.updated.type: {
      const { translations = [], removedLocales = [], ...place } = events.updated.read(event);
      database
        .update(terms)
        .set({ ...sentFields(place), updatedAt: at })
        .where(eq(terms.id, id))
        .run();
      for (const translation of translations) writeTranslation(database, kind, id, translation);
      for (const locale of removedLocales) removeTranslation(database, kind, id, locale);
      return;
    }
    case events.deleted.type:
      deleteTerm(database, kind, id);
  }
}

export function readCategory(database: TenantDatabase, id: string): ContentCategoryState | undefined {
  const term = readTerm(database, "contentCategory", id);
  if (term === undefined) return undefined;
  const { kind: _, ...category } = term;
  return category;
}

export function readTag(database: TenantDatabase, id: string): TagState | undefined {
  const term = readTerm(database, "tag", id);
  if (term === undefined) return undefined;
  const { kind: _, parentId: __, position: ___, ...tag } = term;
  return tag;
}

/** A category or tag with its kind. A tag has no place. */
export interface StoredTerm extends ContentCategoryState {
  readonly kind: TermKind;
}

/** Undefined if there is none of that kind. */
export function readTerm(database: TenantDatabase, kind: TermKind, id: string): StoredTerm | undefined {
  const term = termById(database).get({ id });
  if (term === undefined || term.kind !== kind) return undefined;
  return {
    ...term,
    translations: translationsOf(database)
      .all({ id })
      .map(({ termId: _, kind: __, nameKey: ___, ...translation }) => translation),
    redirects: formerHandles(database, kind, id).map(({ locale, handle }) => ({ locale, slug: handle })),
  };
}

const termById = prepared((database) =>
  database
    .select()
    .from(terms)
    .where(eq(terms.id, sql.placeholder("id")))
    .prepare(),
);
const translationsOf = prepared((database) =>
  database
    .select()
    .from(termTranslations)
    .where(eq(termTranslations.termId, sql.placeholder("id")))
    .orderBy(asc(termTranslations.locale))
    .prepare(),
);

function writeTranslation(
  database: TenantDatabase,
  kind: TermKind,
  termId: string,
  translation: TermTranslation,
): void {
  const row = { termId, kind, nameKey: fold(translation.name), ...translation };
  database
    .insert(termTranslations)
    .values(row)
    .onConflictDoUpdate({ target: [termTranslations.termId, termTranslations.locale], set: row })
    .run();
  claimHandles(database, kind, termId, { locale: translation.locale, handle: translation.slug });
}

function removeTranslation(database: TenantDatabase, kind: TermKind, termId: string, locale: string): void {
  database
    .delete(termTranslations)
    .where(and(eq(termTranslations.termId, termId), eq(termTranslations.locale, locale)))
    .run();
  retireHandle(database, kind, termId, locale);
}

/** Removes a category or tag with its texts and slugs, and takes it away from all nodes. */
export function deleteTerm(database: TenantDatabase, kind: TermKind, id: string): void {
  forgetTerm(database, id);
  removeTerm(database, kind, id);
}

/** The same, but nodes keep it: it comes back, or is not theirs to see. */
export function removeTerm(database: TenantDatabase, kind: TermKind, id: string): void {
  database.delete(termTranslations).where(eq(termTranslations.termId, id)).run();
  database.delete(terms).where(eq(terms.id, id)).run();
  dropHandles(database, kind, id);
}

/** Writes a category or tag as another tenant exported it, in place of what is there. Nodes keep it. */
export function writeTermState(
  database: TenantDatabase,
  kind: TermKind,
  { translations, redirects, ...term }: TagState & Partial<ContentCategoryState>,
): void {
  removeTerm(database, kind, term.id);
  database
    .insert(terms)
    .values({ kind, ...noPlace, ...term })
    .run();
  for (const translation of translations) writeTranslation(database, kind, term.id, translation);
  for (const { locale, slug } of redirects)
    claimFormerHandle(database, kind, term.id, { locale, handle: slug });
}
