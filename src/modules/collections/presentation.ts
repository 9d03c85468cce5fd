import { listedLocales, pickLocale } from "../../kernel/values/locale.ts";
import type { GroupState } from "./schema.ts";

/** Renders a collection or category for the store API, in the first of the languages to serve that it has. */
export function toStoreGroup(group: GroupState, locales: readonly string[]) {
  const text = pickLocale(group.translations, locales);
  if (text === undefined) throw new Error(`${group.id} has no translation`);
  return {
    id: group.id,
    handle: text.handle,
    title: text.title,
    description: text.description,
    seo: text.seo,
    locale: text.locale,
    availableLocales: [...listedLocales(group.translations, locales)],
    updatedAt: group.updatedAt,
    ...(group.kind === "category" ? { parentId: group.parentId } : { sort: group.sort ?? "newest" }),
  };
}

export type StoreGroup = ReturnType<typeof toStoreGroup>;
export type AdminGroup = ReturnType<typeof toAdminGroup>;

/** Renders a collection or category for the admin API, with all its data. */
export function toAdminGroup(group: GroupState, version: number, locales: readonly string[]) {
  return {
    ...toStoreGroup(group, locales),
    // Staff also sees disabled languages, for instance to remove their translations.
    availableLocales: group.translations.map(({ locale }) => locale),
    translations: group.translations,
    productIds: group.productIds,
    createdAt: group.createdAt,
    version,
  };
}
