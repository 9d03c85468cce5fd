import * as z from "zod";
import { localeOrder } from "../../../kernel/read/locale-order.ts";
import type { Keyset } from "../../../kernel/read/page.ts";
import { type Fragment, raw, sql } from "../../../kernel/storage/sql.ts";
import type { Row } from "../../../kernel/storage/storage.ts";
import type { GroupKind } from "../schema.ts";

export const groupSorts = ["createdAt", "-createdAt", "updatedAt", "-updatedAt", "title", "-title"] as const;
export const groupSortParameter = z
  .enum(groupSorts)
  .default("createdAt")
  .describe("Titles are compared in the language in which they are listed.");
export type GroupSort = (typeof groupSorts)[number];

/** A list of a tenant's collections or categories. `locales` are the languages whose titles it shows. */
export interface GroupList {
  readonly tenantId: string;
  readonly kind: GroupKind;
  readonly sort: GroupSort;
  readonly locales: readonly string[];
}

/** The groups of a page, with the sizes of their states, read from an index in the order of the list. */
export function sortedGroups(list: GroupList, after: Keyset | null) {
  const direction = raw(list.sort.startsWith("-") ? "DESC" : "ASC");
  const compares = raw(list.sort.startsWith("-") ? "<" : ">");
  const { key, id, from } = sourceOf(list);
  const by = key === null ? sql`${id} ${direction}` : sql`${key} ${direction}, ${id} ${direction}`;
  const beyond =
    key === null
      ? sql`${id} ${compares} ${after?.[0] ?? ""}`
      : sql`(${key}, ${id}) ${compares} (${after?.[0] ?? ""}, ${after?.[1] ?? ""})`;
  return {
    rows: sql`SELECT ${id} AS id, ${key ?? sql`NULL`} AS sort_key, octet_length(g.state) AS bytes FROM ${from}
      AND ${after === null ? sql`true` : beyond} ORDER BY ${by}`,
    outer: key === null ? sql`id ${direction}` : sql`sort_key ${direction}, id ${direction}`,
    keysetOf: (row: Row): Keyset =>
      key === null ? [row.id ?? null] : [row.sort_key ?? null, row.id ?? null],
  };
}

/** Whether the order depends on a language. */
export function isByTitle(sort: GroupSort): boolean {
  return sort === "title" || sort === "-title";
}

interface Source {
  /** Null if the list is in the order of ids, which is the order of creation. */
  readonly key: Fragment | null;
  readonly id: Fragment;
  readonly from: Fragment;
}

function sourceOf({ tenantId, kind, sort, locales }: GroupList): Source {
  const ofKind = sql`g.tenant_id = ${tenantId} AND g.kind = ${kind} AND g.deleted_at IS NULL`;
  switch (sort) {
    case "createdAt":
    case "-createdAt":
      return {
        key: null,
        id: sql`g.id`,
        from: sql`product_groups AS g INDEXED BY product_groups_kind WHERE ${ofKind}`,
      };
    case "updatedAt":
    case "-updatedAt":
      return {
        key: sql`g.updated_at`,
        id: sql`g.id`,
        from: sql`product_groups AS g INDEXED BY product_groups_updated WHERE ${ofKind}`,
      };
    case "title":
    case "-title":
      // The titles in all languages are in one order. Of each group, only the one that is shown counts.
      return {
        key: sql`h.folded_title`,
        id: sql`h.group_id`,
        from: sql`group_handles AS h INDEXED BY group_handles_titles
          CROSS JOIN product_groups AS g ON g.tenant_id = ${tenantId} AND g.id = h.group_id AND g.deleted_at IS NULL
          WHERE h.tenant_id = ${tenantId} AND h.kind = ${kind} AND h.current = 1 AND h.locale = (
            SELECT own.locale FROM group_handles AS own INDEXED BY group_handles_group
            WHERE own.tenant_id = ${tenantId} AND own.group_id = h.group_id AND own.current = 1
            ORDER BY ${localeOrder(sql`own.locale`, locales)} LIMIT 1)`,
      };
  }
}
