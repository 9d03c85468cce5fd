import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { versionOf } from "../../../kernel/storage/version.ts";
import { pickLocale } from "../../../kernel/values/locale.ts";
import { settingsOf } from "../../tenants/index.ts";
import { readTermRefs } from "../terms/lookups.ts";
import type { TermRef } from "../terms/schema.ts";
import type { NodeState } from "./schema.ts";
import { readNode } from "./store.ts";
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

/** Reads a node in the admin shape. Undefined if there is none of that kind. */
export function readAdminNode(
  database: TenantDatabase,
  tenantId: string,
  kind: string,
  id: string,
): AdminNode | undefined {
  const node = readNode(database, id, kind);
  if (node === undefined) return undefined;
  const locales = [settingsOf(database, tenantId).defaultLocale, "en"];
  const refs = readTermRefs(database, [...node.tagIds, ...node.categoryIds], locales);
  return toAdminNode(node, versionOf(database, "node", id), refs, locales);
}

/** Reads back the node that a command has just written. */
export function writtenNode(database: TenantDatabase, tenantId: string, kind: string, id: string): AdminNode {
  const node = readAdminNode(database, tenantId, kind, id);
  if (node === undefined) throw new Error(`${id} not found after it was written`);
  return node;
}
