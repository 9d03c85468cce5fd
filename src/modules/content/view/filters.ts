import type { Condition, Extent } from "../../../kernel/access/extent.ts";
import { type Fragment, join, sql } from "../../../kernel/storage/sql.ts";
import { type HandleTable, ownerOfHandle } from "../../translations/index.ts";
import type { TermKind } from "../terms/schema.ts";

/** What nodes are filtered by. Several values of one kind mean any of them. */
export interface NodeFilters {
  /** Slugs of tags. */
  readonly tag: readonly string[];
  /** Slugs of categories. A category includes those below it. */
  readonly category: readonly string[];
  /** Ids or names of authors. */
  readonly author: readonly string[];
}

/** Terms of which a node has one. */
export interface TermFilter {
  /** The kinds of them in `node_terms`. */
  readonly kinds: readonly string[];
  /** A subquery of the terms, as `id`. */
  readonly terms: Fragment;
}

/** The terms that each kind of filter asks for, without the filters that are not set. */
export function termFilters(
  tenantId: string,
  { tag, category, author }: NodeFilters,
  locales: readonly string[],
): readonly TermFilter[] {
  return [
    ...(tag.length === 0 ? [] : [{ kinds: ["tag"], terms: termsNamed(tenantId, "tag", tag, locales) }]),
    ...(category.length === 0
      ? []
      : [{ kinds: ["contentCategory"], terms: categoriesNamed(tenantId, category, locales) }]),
    ...(author.length === 0 ? [] : [{ kinds: ["author", "authorName"], terms: listOf(author) }]),
  ];
}

/** Whether a row `one` of `node_terms` is one of the terms. */
export function isOneOf({ kinds, terms }: TermFilter): Fragment {
  return sql`one.kind IN (${listOf(kinds)}) AND one.term IN (${terms})`;
}

/** A subquery of values, as `id`. */
export function listOf(values: readonly string[]): Fragment {
  return sql`SELECT value AS id FROM json_each(${JSON.stringify(values)})`;
}

/** Whether a node has a term that meets a condition. `node` is the column with its id. */
export function hasTerm(tenantId: string, condition: Fragment, node: Fragment): Fragment {
  return sql`EXISTS (SELECT 1 FROM node_terms AS one WHERE one.tenant_id = ${tenantId} AND one.node_id = ${node} AND ${condition})`;
}

/** The conditions of the caller's grant on nodes. */
export function extentConditions(tenantId: string, extent: Extent, node: Fragment): readonly Fragment[] {
  return extent === "any" ? [] : [meetingOne(tenantId, extent, node)];
}

/** Whether a node meets one of the conditions. The read model has its attributes as terms, under the same names. */
export function meetingOne(tenantId: string, conditions: readonly Condition[], node: Fragment): Fragment {
  const each = conditions.map((condition) => {
    const terms = Object.entries(condition).map(([kind, values]) =>
      hasTerm(
        tenantId,
        sql`one.kind = ${kind} AND one.term IN (SELECT value FROM json_each(${JSON.stringify(values)}))`,
        node,
      ),
    );
    return sql`(${join([sql`true`, ...terms], " AND ")})`;
  });
  return sql`(${join([sql`false`, ...each], " OR ")})`;
}

function termsNamed(
  tenantId: string,
  kind: TermKind,
  slugs: readonly string[],
  locales: readonly string[],
): Fragment {
  return sql`SELECT ${ownerOfHandle(slugsOf(tenantId, kind), sql`named.value`, locales)} AS id
    FROM json_each(${JSON.stringify(slugs)}) AS named`;
}

function categoriesNamed(tenantId: string, slugs: readonly string[], locales: readonly string[]): Fragment {
  return sql`WITH RECURSIVE below (id) AS (
    ${termsNamed(tenantId, "contentCategory", slugs, locales)} UNION
    SELECT child.id FROM below CROSS JOIN content_terms AS child INDEXED BY content_terms_parent
      ON child.tenant_id = ${tenantId} AND child.parent_id = below.id AND child.deleted_at IS NULL
  ) SELECT id FROM below`;
}

/** The slugs of a kind of terms. */
function slugsOf(tenantId: string, kind: TermKind): HandleTable {
  return {
    owner: sql`term_id`,
    withHandle: (handle) =>
      sql`content_term_slugs AS h WHERE h.tenant_id = ${tenantId} AND h.kind = ${kind} AND h.handle = ${handle}`,
    ofOwner: (owner) => sql`content_term_slugs AS own INDEXED BY content_term_slugs_term
      WHERE own.tenant_id = ${tenantId} AND own.term_id = ${owner}`,
  };
}
