import { count, eq, sql } from "drizzle-orm";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { fold } from "../../../kernel/values/fold.ts";
import { pickLocale } from "../../../kernel/values/locale.ts";
import type { TermKind, TermRef } from "./schema.ts";
import { terms } from "./tables.ts";

/**
 * The ids of the terms with names or slugs, in the same order; null for what nothing is called. A name comes before a slug, and for slugs
 * a language that comes first in `locales`. Case and accents of names make no difference.
 */
export function findTerms(
  database: TenantDatabase,
  kind: TermKind,
  texts: readonly string[],
  locales: readonly string[],
): readonly (string | null)[] {
  if (texts.length === 0) return [];
  const named = database.all<{ place: number; id: string }>(sql`
    SELECT wanted.key AS place, min(t.term_id) AS id FROM json_each(${JSON.stringify(texts.map(fold))}) AS wanted
    CROSS JOIN content_term_translations AS t INDEXED BY content_term_names
      ON t.kind = ${kind} AND t.name_key = wanted.value
    GROUP BY wanted.key`);
  const addressed = database.all<{ place: number; id: string }>(sql`
    SELECT wanted.key AS place, h.owner_id AS id FROM json_each(${JSON.stringify(texts)}) AS wanted
    CROSS JOIN json_each(${JSON.stringify(locales)}) AS spoken
    CROSS JOIN handles AS h ON h.kind = ${kind} AND h.locale = spoken.value AND h.handle = wanted.value
    ORDER BY wanted.key, spoken.key DESC`);
  // The last one of a place stays: a name, or the slug in the first language.
  const idByPlace = new Map([...addressed, ...named].map(({ place, id }) => [place, id] as const));
  return texts.map((_, place) => idByPlace.get(place) ?? null);
}

/** The names and slugs of terms in the first of the languages that each has, by id. */
export function readTermRefs(
  database: TenantDatabase,
  ids: readonly string[],
  locales: readonly string[],
): ReadonlyMap<string, TermRef> {
  if (ids.length === 0) return new Map();
  const rows = database.all<TermRef & { id: string; locale: string }>(sql`
    SELECT t.term_id AS id, t.locale, t.slug, t.name FROM json_each(${JSON.stringify(ids)}) AS wanted
    CROSS JOIN content_term_translations AS t ON t.term_id = wanted.value ORDER BY t.term_id, t.locale`);
  const byId = Map.groupBy(rows, ({ id }) => id);
  return new Map(
    [...byId].flatMap(([id, translations]) => {
      const text = pickLocale(translations, locales);
      return text === undefined ? [] : [[id, { slug: text.slug, name: text.name }] as const];
    }),
  );
}

/** Those of some terms that exist, in the same order. */
export function existingTerms(database: TenantDatabase, ids: readonly string[]): readonly string[] {
  const rows = database.all<{ id: string }>(sql`
    SELECT t.id FROM json_each(${JSON.stringify(ids)}) AS wanted
    CROSS JOIN content_terms AS t ON t.id = wanted.value ORDER BY wanted.key`);
  return rows.map(({ id }) => id);
}

/** How many categories a tenant has. */
export function countCategories(database: TenantDatabase): number {
  const row = database.select({ all: count() }).from(terms).where(eq(terms.kind, "contentCategory")).get();
  return row?.all ?? 0;
}

/** Those of some ids that no term of a kind has. */
export function unknownTerms(
  database: TenantDatabase,
  kind: TermKind,
  ids: readonly string[],
): readonly string[] {
  const rows = database.all<{ id: string }>(sql`SELECT value AS id FROM json_each(${JSON.stringify(ids)})
    WHERE NOT EXISTS (SELECT 1 FROM content_terms WHERE content_terms.id = value AND kind = ${kind})`);
  return rows.map(({ id }) => id);
}
