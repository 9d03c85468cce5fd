import { and, asc, eq, ne, sql } from "drizzle-orm";
import { prepared } from "../../../kernel/storage/prepared.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { selectable } from "../lists/rules.ts";
import type { PriceList } from "../lists/schema.ts";
import { readPriceLists } from "../lists/store.ts";
import type { ListedPrice } from "../selection/prices.ts";
import type { ListedPriceState } from "./schema.ts";
import { priceIn } from "./store.ts";
import { listPrices } from "./tables.ts";

/** Where a page of a list's prices starts: after the price with this key. */
export type PriceKey = Pick<typeof listPrices.$inferSelect, "variantId" | "currency" | "minQuantity">;

/** A page of the prices of a list, by variant, currency and quantity. */
export function pageOfPrices(
  database: TenantDatabase,
  listId: string,
  after: PriceKey | null,
  limit: number,
): readonly (typeof listPrices.$inferSelect)[] {
  const { variantId = "", currency = "", minQuantity = 0 } = after ?? {};
  return pageAfter(database).all({ listId, variantId, currency, minQuantity, limit });
}

/** How many prices a list has. */
export function countPrices(database: TenantDatabase, listId: string): number {
  const count = sql<number>`count(*)`;
  const isInList = eq(listPrices.listId, listId);
  return database.select({ count }).from(listPrices).where(isInList).get()?.count ?? 0;
}

/** The prices of some variants in a list, by variant. */
export function pricesInList(
  database: TenantDatabase,
  listId: string,
  variantIds: readonly string[],
): ReadonlyMap<string, readonly ListedPriceState[]> {
  return byVariant(inList(database).all({ listId, variantIds: JSON.stringify(variantIds) }));
}

/** All prices of a list, by variant; null if there are more than `most`. */
export function allPricesOf(
  database: TenantDatabase,
  listId: string,
  most: number,
): ReadonlyMap<string, readonly ListedPriceState[]> | null {
  const rows = pageOfPrices(database, listId, null, most + 1);
  return rows.length > most ? null : byVariant(rows);
}

/** How many prices variants have in other lists. */
export function pricesElsewhere(
  database: TenantDatabase,
  listId: string,
  variantIds: readonly string[],
): ReadonlyMap<string, number> {
  const rows = elsewhere(database).all({ listId, variantIds: JSON.stringify(variantIds) });
  return new Map(rows.map(({ variantId, count }) => [variantId, count]));
}

/** Variants that have prices in a list, at most so many. */
export function variantsIn(database: TenantDatabase, listId: string, most: number): readonly string[] {
  return database
    .selectDistinct({ variantId: listPrices.variantId })
    .from(listPrices)
    .where(eq(listPrices.listId, listId))
    .orderBy(asc(listPrices.variantId))
    .limit(most)
    .all()
    .map(({ variantId }) => variantId);
}

/** The prices of variants in active lists, in one currency, by variant. One statement, or none without lists. */
export function activePrices(
  database: TenantDatabase,
  variantIds: readonly string[],
  currency: string,
): ReadonlyMap<string, readonly ListedPrice[]> {
  return pricesIn(
    database,
    readPriceLists(database).filter(({ status }) => status === "active"),
    variantIds,
    currency,
  );
}

/** The prices of variants in all lists, drafts too. */
export function everyPrice(
  database: TenantDatabase,
  variantIds: readonly string[],
  currency: string,
): ReadonlyMap<string, readonly ListedPrice[]> {
  return pricesIn(database, readPriceLists(database), variantIds, currency);
}

function pricesIn(
  database: TenantDatabase,
  lists: readonly PriceList[],
  variantIds: readonly string[],
  currency: string,
): ReadonlyMap<string, readonly ListedPrice[]> {
  if (lists.length === 0 || variantIds.length === 0) return new Map();
  const listById = new Map(lists.map((list) => [list.id, selectable(list)]));
  const rows = inLists(database).all({
    variantIds: JSON.stringify([...new Set(variantIds)]),
    listIds: JSON.stringify([...listById.keys()]),
    currency,
  });
  const prices = rows.flatMap((row) => {
    const list = listById.get(row.listId);
    return list === undefined ? [] : [{ variantId: row.variantId, price: { ...priceIn(row), list } }];
  });
  return new Map(
    [...Map.groupBy(prices, ({ variantId }) => variantId)].map(([id, group]) => [
      id,
      group.map(({ price }) => price),
    ]),
  );
}

function byVariant(rows: readonly (typeof listPrices.$inferSelect)[]) {
  return new Map(
    [...Map.groupBy(rows, ({ variantId }) => variantId)].map(([id, group]) => [id, group.map(priceIn)]),
  );
}

const key = [listPrices.variantId, listPrices.currency, listPrices.minQuantity] as const;

const pageAfter = prepared((database) =>
  database
    .select()
    .from(listPrices)
    .where(
      sql`${listPrices.listId} = ${sql.placeholder("listId")}
        AND (${listPrices.variantId}, ${listPrices.currency}, ${listPrices.minQuantity})
          > (${sql.placeholder("variantId")}, ${sql.placeholder("currency")}, ${sql.placeholder("minQuantity")})`,
    )
    .orderBy(...key.map((column) => asc(column)))
    .limit(sql.placeholder("limit"))
    .prepare(),
);
const named = sql`${listPrices.variantId} IN (SELECT value FROM json_each(${sql.placeholder("variantIds")}))`;
const inList = prepared((database) =>
  database
    .select()
    .from(listPrices)
    .where(and(eq(listPrices.listId, sql.placeholder("listId")), named))
    .prepare(),
);
const elsewhere = prepared((database) =>
  database
    .select({ variantId: listPrices.variantId, count: sql<number>`count(*)` })
    .from(listPrices)
    .where(and(ne(listPrices.listId, sql.placeholder("listId")), named))
    .groupBy(listPrices.variantId)
    .prepare(),
);
const inLists = prepared((database) =>
  database
    .select()
    .from(listPrices)
    .where(
      and(
        named,
        sql`${listPrices.listId} IN (SELECT value FROM json_each(${sql.placeholder("listIds")}))`,
        eq(listPrices.currency, sql.placeholder("currency")),
      ),
    )
    .prepare(),
);
