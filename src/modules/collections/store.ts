import { and, asc, eq, sql } from "drizzle-orm";
import sorts from "../../../migrations/tenant/0039_collection_sort.sql";
import { type Aggregate, defineAggregate } from "../../kernel/module.ts";
import { prepared } from "../../kernel/storage/prepared.ts";
import type { Migration, TenantDatabase } from "../../kernel/storage/storage.ts";
import type { Envelope } from "../../kernel/write/event.ts";
import {
  claimFormerHandle,
  claimHandles,
  dropHandles,
  formerHandles,
  retireHandle,
} from "../translations/index.ts";
import { groupEvents } from "./events.ts";
import { groupLimits } from "./limits.ts";
import {
  type GroupKind,
  type GroupState,
  type GroupTranslation,
  groupState,
  type ProductGroup,
} from "./schema.ts";
import { groupProducts, groups, groupTranslations } from "./tables.ts";

/** `0005_catalogue` makes the tables, with those of products. */
export const migrations: readonly Migration[] = [{ name: "0039_collection_sort", sql: sorts }];

/** The aggregate of one kind of group. */
export function groupAggregate(kind: GroupKind): Aggregate<GroupState> {
  const events = groupEvents[kind];
  return defineAggregate(groupState[kind], {
    apply(database, event) {
      const { id } = event.aggregate;
      switch (event.type) {
        case events.created.type: {
          const { parentId, translations, sort } = events.created.read(event);
          const at = event.occurredAt;
          database.insert(groups).values({ id, kind, parentId, sort, createdAt: at, updatedAt: at }).run();
          for (const translation of translations) writeTranslation(database, kind, id, translation);
          return;
        }
        case events.updated.type:
          return update(database, kind, event);
        case events.deleted.type:
          deleteGroup(database, kind, id);
      }
    },
    state: (database, id) => readGroup(database, kind, id) ?? null,
  });
}

/** Removes a collection or category with its texts, members and handles. */
export function deleteGroup(database: TenantDatabase, kind: GroupKind, id: string): void {
  database.delete(groupTranslations).where(eq(groupTranslations.groupId, id)).run();
  database.delete(groupProducts).where(eq(groupProducts.groupId, id)).run();
  database.delete(groups).where(eq(groups.id, id)).run();
  dropHandles(database, kind, id);
}

/** Writes a collection or category as another tenant exported it. */
export function insertGroupState(
  database: TenantDatabase,
  kind: GroupKind,
  { translations, redirects, productIds, sort = "newest", ...group }: GroupState,
): void {
  database
    .insert(groups)
    .values({ ...group, kind, sort })
    .run();
  for (const translation of translations) writeTranslation(database, kind, group.id, translation);
  for (const redirect of redirects) claimFormerHandle(database, kind, group.id, redirect);
  writeMembers(database, group.id, productIds);
}

/**
 * Reads a collection or category with its translations and members. Returns undefined if there is none of
 * that kind.
 */
export function readGroup(database: TenantDatabase, kind: GroupKind, id: string): GroupState | undefined {
  const group = database.select().from(groups).where(eq(groups.id, id)).get();
  if (group === undefined || group.kind !== kind) return undefined;
  const translations = translationsOf(database, id);
  const members = database
    .select({ productId: groupProducts.productId })
    .from(groupProducts)
    .where(eq(groupProducts.groupId, id))
    .orderBy(asc(groupProducts.position))
    .all();
  const { sort, ...shared } = group;
  return {
    ...shared,
    ...(kind === "collection" ? { sort } : {}),
    translations: translations.map(({ groupId: _, ...translation }) => translation),
    redirects: formerHandles(database, kind, id),
    productIds: members.map(({ productId }) => productId),
  };
}

/** The ids that no group of a kind has. */
export function unknownGroups(
  database: TenantDatabase,
  kind: GroupKind,
  ids: readonly string[],
): readonly string[] {
  const rows = database.all<{ id: string }>(sql`SELECT value AS id FROM json_each(${JSON.stringify(ids)})
    WHERE NOT EXISTS (SELECT 1 FROM ${groups} AS g WHERE g.id = value AND g.kind = ${kind})`);
  return rows.map(({ id }) => id);
}

/** Whether a category has subcategories. */
export function hasChildren(database: TenantDatabase, id: string): boolean {
  return (
    database.select({ id: groups.id }).from(groups).where(eq(groups.parentId, id)).limit(1).get() !==
    undefined
  );
}

/** Returns the ids of a category and its ancestors, nearest first. */
export function withAncestors(database: TenantDatabase, id: string): readonly string[] {
  const line: string[] = [];
  for (let next: string | null = id; next !== null && !line.includes(next); ) {
    line.push(next);
    next = database.select().from(groups).where(eq(groups.id, next)).get()?.parentId ?? null;
  }
  return line;
}

/** Returns the products that are in as many groups as a product can be. */
export function productsInManyGroups(
  database: TenantDatabase,
  productIds: readonly string[],
): readonly string[] {
  const rows = database.all<{ id: string }>(sql`
    SELECT m.product_id AS id FROM json_each(${JSON.stringify(productIds)}) AS one
    CROSS JOIN group_products AS m INDEXED BY group_products_product ON m.product_id = one.value
    GROUP BY m.product_id HAVING count(*) >= ${groupLimits.groupsOfProduct.value}`);
  return rows.map(({ id }) => id);
}

/** Reads the full state of the collections and categories that a product is in. */
export function groupsHolding(database: TenantDatabase, productId: string): readonly GroupState[] {
  const rows = database
    .select({ id: groups.id, kind: groups.kind })
    .from(groupProducts)
    .innerJoin(groups, eq(groups.id, groupProducts.groupId))
    .where(eq(groupProducts.productId, productId))
    .all();
  return rows.flatMap(({ id, kind }) => readGroup(database, kind, id) ?? []);
}

/** Reads the translations of the collections and categories that a product is in. */
export function groupsOfProduct(database: TenantDatabase, productId: string): readonly ProductGroup[] {
  const rows = database
    .select({ id: groups.id, kind: groups.kind })
    .from(groupProducts)
    .innerJoin(groups, eq(groups.id, groupProducts.groupId))
    .where(eq(groupProducts.productId, productId))
    .orderBy(asc(groups.id))
    .all();
  return rows.map(({ id, kind }) => ({ kind, translations: translationsOf(database, id) }));
}

/** The ids of the collections and categories of products, with the categories that those are below of. */
export function groupIdsByProduct(
  database: TenantDatabase,
  productIds: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const rows = groupsOf(database).all({ wanted: JSON.stringify([...new Set(productIds)]) });
  const byProduct = Map.groupBy(rows, ({ productId }) => productId);
  return new Map([...byProduct].map(([id, of]) => [id, of.map(({ groupId }) => groupId)]));
}

const groupsOf = prepared((database) =>
  database
    .select({ productId: sql<string>`product_id`, groupId: sql<string>`group_id` })
    .from(sql`(
      WITH RECURSIVE of_product (product_id, group_id) AS (
        SELECT of.product_id, of.group_id FROM json_each(${sql.placeholder("wanted")}) AS wanted
          CROSS JOIN group_products AS of ON of.product_id = wanted.value
        UNION SELECT below.product_id, g.parent_id FROM of_product AS below
          CROSS JOIN product_groups AS g ON g.id = below.group_id WHERE g.parent_id IS NOT NULL)
      SELECT product_id, group_id FROM of_product)`)
    .prepare(),
);

function translationsOf(database: TenantDatabase, id: string) {
  return database
    .select()
    .from(groupTranslations)
    .where(eq(groupTranslations.groupId, id))
    .orderBy(asc(groupTranslations.locale))
    .all();
}

function update(database: TenantDatabase, kind: GroupKind, event: Envelope): void {
  const {
    parentId,
    translations = [],
    removedLocales = [],
    productIds,
    sort,
  } = groupEvents[kind].updated.read(event);
  const { id } = event.aggregate;
  const moved = parentId === undefined ? {} : { parentId };
  database
    .update(groups)
    .set({ ...moved, ...(sort === undefined ? {} : { sort }), updatedAt: event.occurredAt })
    .where(eq(groups.id, id))
    .run();
  for (const translation of translations) writeTranslation(database, kind, id, translation);
  for (const locale of removedLocales) {
    database
      .delete(groupTranslations)
      .where(and(eq(groupTranslations.groupId, id), eq(groupTranslations.locale, locale)))
      .run();
    retireHandle(database, kind, id, locale);
  }
  if (productIds === undefined) return;
  writeMembers(database, id, productIds);
}

function writeMembers(database: TenantDatabase, id: string, productIds: readonly string[]): void {
  database.delete(groupProducts).where(eq(groupProducts.groupId, id)).run();
  database.run(sql`
    INSERT INTO group_products (group_id, product_id, position)
    SELECT ${id}, value, key FROM json_each(${JSON.stringify(productIds)})`);
}

function writeTranslation(
  database: TenantDatabase,
  kind: GroupKind,
  groupId: string,
  translation: GroupTranslation,
): void {
  const row = { groupId, ...translation };
  database
    .insert(groupTranslations)
    .values(row)
    .onConflictDoUpdate({ target: [groupTranslations.groupId, groupTranslations.locale], set: row })
    .run();
  claimHandles(database, kind, groupId, translation);
}
