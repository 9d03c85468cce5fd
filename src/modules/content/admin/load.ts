import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { canonicalId } from "../../../kernel/values/id.ts";
import type { Context } from "../../../kernel/write/command.ts";
import { loadSettings } from "../../tenants/index.ts";
import { openHandleBook } from "../../translations/index.ts";
import { contentIds } from "../ids.ts";
import type { NodeKind } from "../kinds.ts";
import type { NodeFacts } from "../nodes/rules.ts";
import { isOfKind, slugsOf } from "../nodes/store.ts";
import type { NodePatch } from "../nodes/wire.ts";
import { findTerms } from "../terms/lookups.ts";
import type { WantedTerms } from "../terms/rules.ts";
import { placeBelow } from "../tree.ts";

/** Loads what the rules of nodes read besides the node. */
export function loadFacts(
  database: TenantDatabase,
  kind: NodeKind,
  id: string | null,
  sent: Pick<NodePatch, "tags" | "categories" | "parentId">,
  context: Pick<Context, "tenantId">,
): NodeFacts {
  const { locales, defaultLocale } = loadSettings(database, context);
  const spoken = [defaultLocale, ...locales.filter((locale) => locale !== defaultLocale)];
  const { parentId: wanted } = sent;
  const parentId = typeof wanted === "string" ? canonicalId(contentIds.node, wanted) : wanted;
  const isPossible = typeof parentId === "string" && isOfKind(database, parentId, kind.name);
  return {
    translating: { handles: openHandleBook(database, slugsOf(kind.name)), locales, defaultLocale },
    terms: loadTerms(database, sent, spoken),
    parentId,
    place: isPossible ? placeBelow(database, "content_nodes", parentId, id) : null,
  };
}

function loadTerms(
  database: TenantDatabase,
  { tags, categories }: Pick<NodePatch, "tags" | "categories">,
  locales: readonly string[],
): WantedTerms {
  const found = (kind: "tag" | "contentCategory", texts: readonly string[] | null | undefined) => {
    if (texts === undefined) return undefined;
    const ids = findTerms(database, kind, texts ?? [], locales);
    return (texts ?? []).map((text, index) => ({ text, id: ids[index] ?? null }));
  };
  return {
    tags: found("tag", tags),
    categories: found("contentCategory", categories),
    tagSlugs: openHandleBook(database, "tag"),
  };
}
