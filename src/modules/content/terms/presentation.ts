import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { versionOf } from "../../../kernel/storage/version.ts";
import { pickLocale } from "../../../kernel/values/locale.ts";
import { settingsOf } from "../../tenants/index.ts";
import type { AdminContentCategory, AdminTag, TermKind } from "./schema.ts";
import { readTerm, type StoredTerm } from "./store.ts";

/** A category or tag in the admin API. Only a category has a place. */
export type AdminTerm = AdminTag & Partial<Pick<AdminContentCategory, "parentId" | "position">>;

/** Renders a category or tag for the admin API, in the first of the languages that it has. */
export function toAdminTerm(
  kind: TermKind,
  { redirects: _, kind: __, parentId, position, ...term }: StoredTerm,
  version: number,
  locales: readonly string[],
): AdminTerm {
  const text = pickLocale(term.translations, locales);
  if (text === undefined) throw new Error(`${term.id} has no translation`);
  const { name, slug, locale } = text;
  return {
    ...term,
    ...(kind === "contentCategory" ? { parentId, position } : {}),
    ...{ name, slug, locale },
    availableLocales: term.translations.map((one) => one.locale),
    version,
  };
}

/** Reads back the category or tag that a command has just written, or one that exists. */
export function writtenTerm(
  database: TenantDatabase,
  kind: TermKind,
  tenantId: string,
  id: string,
): AdminTerm {
  const term = readTerm(database, kind, id);
  if (term === undefined) throw new Error(`${id} not found after it was written`);
  const locales = [settingsOf(database, tenantId).defaultLocale, "en"];
  return toAdminTerm(kind, term, versionOf(database, kind, id), locales);
}
