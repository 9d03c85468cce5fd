import { sql } from "drizzle-orm";
import * as z from "zod";
import { byteLength } from "../../../kernel/json.ts";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { ok } from "../../../kernel/values/result.ts";
import { loadSettings } from "../../tenants/index.ts";
import { type NodeKind, pageKind, postKind } from "../kinds.ts";
import type { NodeState } from "../nodes/schema.ts";
import { readNode } from "../nodes/store.ts";
import { readTermRefs } from "../terms/lookups.ts";
import type { ContentCategoryState, TagState, TermKind, TermRef } from "../terms/schema.ts";
import { readCategory, readTag } from "../terms/store.ts";

/** A page of an export: what follows an id, as many as fit. */
const most = { items: 100, bytes: 512 * 1024 };

const input = z.object({ after: z.string().max(40) });

/** What names these reads. */
const nouns = { contentCategory: "Categories", tag: "Tags" } as const;

/** A page of an export, and the id after which the next one begins. Null for the last one. */
export interface ExportPage<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** A post or page with the names and slugs of its terms. */
export interface ExportedNode {
  readonly state: NodeState;
  readonly terms: readonly (TermRef & { readonly id: string })[];
}

export const exportPosts = exportNodesOf(postKind);
export const exportPages = exportNodesOf(pageKind);
export const exportCategories = exportTermsOf<ContentCategoryState>("contentCategory", readCategory);
export const exportTags = exportTermsOf<TagState>("tag", readTag);

/** Reads nodes of a kind of every status, with all that they say. */
function exportNodesOf(kind: NodeKind) {
  return defineObjectQuery({
    name: `content.readExported${kind.many}`,
    access: `${kind.resource}:export`,
    internal: true,
    input,
    output: z.custom<ExportPage<ExportedNode>>(),
    run(database, { after }, context) {
      const { defaultLocale } = loadSettings(database, context);
      const ids = idsAfter(database, "content_nodes", kind.name, after);
      return ok(
        pageOf(ids, (id) => {
          const state = readNode(database, id, kind.name);
          if (state === undefined) return undefined;
          const refs = readTermRefs(database, [...state.categoryIds, ...state.tagIds], [defaultLocale]);
          return { state, terms: [...refs].map(([term, ref]) => ({ ...ref, id: term })) };
        }),
      );
    },
  });
}

function exportTermsOf<State>(
  kind: TermKind,
  read: (database: TenantDatabase, id: string) => State | undefined,
) {
  return defineObjectQuery({
    name: `content.readExported${nouns[kind]}`,
    access: "posts:export",
    internal: true,
    input,
    output: z.custom<ExportPage<State>>(),
    run: (database, { after }) =>
      ok(pageOf(idsAfter(database, "content_terms", kind, after), (id) => read(database, id))),
  });
}

function idsAfter(
  database: TenantDatabase,
  table: "content_nodes" | "content_terms",
  kind: string,
  after: string,
): readonly string[] {
  const rows = database.all<{ id: string }>(sql`SELECT id FROM ${sql.raw(table)}
    WHERE kind = ${kind} AND id > ${after} ORDER BY id LIMIT ${most.items + 1}`);
  return rows.map(({ id }) => id);
}

function pageOf<Item>(ids: readonly string[], read: (id: string) => Item | undefined): ExportPage<Item> {
  const items: Item[] = [];
  let bytes = 0;
  let last = "";
  for (const [index, id] of ids.entries()) {
    const item = read(id);
    bytes += byteLength(JSON.stringify(item ?? null));
    if (index === most.items || (index > 0 && bytes > most.bytes)) return { items, next: last };
    if (item !== undefined) items.push(item);
    last = id;
  }
  return { items, next: null };
}
