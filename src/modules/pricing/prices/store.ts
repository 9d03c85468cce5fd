import { and, asc, eq, sql } from "drizzle-orm";
import { defineAggregate } from "../../../kernel/module.ts";
import { prepared } from "../../../kernel/storage/prepared.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { listPricesDeleted, listPricesUpdated } from "./events.ts";
import { type ListedPriceState, type ListPrices, listPricesState } from "./schema.ts";
import { listPrices } from "./tables.ts";

/** The prices of one variant in all lists. */
export const listPricesAggregate = defineAggregate(listPricesState, {
  apply(database, event) {
    const { id } = event.aggregate;
    switch (event.type) {
      case listPricesUpdated.type: {
        const { listId, prices } = listPricesUpdated.read(event);
        removal(database).run({ variantId: id, listId });
        for (const price of prices) insertPrice(database, id, { listId, ...price });
        return;
      }
      case listPricesDeleted.type:
        removePrices(database, id);
    }
  },
  state: (database, id) => readListPrices(database, id),
});

/** The prices of a variant in all lists, also in deleted ones whose prices are not removed yet. Null if it has none. */
export function readListPrices(database: TenantDatabase, variantId: string): ListPrices | null {
  const rows = pricesOfVariant(database).all({ variantId });
  if (rows.length === 0) return null;
  return { variantId, prices: rows.map((row) => ({ listId: row.listId, ...priceIn(row) })) };
}

/** A price as rows have it. */
export function priceIn({
  amount,
  currency,
  minQuantity,
  maxQuantity,
}: typeof listPrices.$inferSelect): ListedPriceState {
  return { amount, currency, minQuantity: minQuantity === 1 ? null : minQuantity, maxQuantity };
}

/** Writes a price. */
export function insertPrice(
  database: TenantDatabase,
  variantId: string,
  { minQuantity, ...price }: ListPrices["prices"][number],
): void {
  insertion(database).run({ variantId, ...price, minQuantity: minQuantity ?? 1 });
}

/** Removes the prices of a variant from all lists. */
export function removePrices(database: TenantDatabase, variantId: string): void {
  database.delete(listPrices).where(eq(listPrices.variantId, variantId)).run();
}

const pricesOfVariant = prepared((database) =>
  database
    .select()
    .from(listPrices)
    .where(eq(listPrices.variantId, sql.placeholder("variantId")))
    .orderBy(asc(listPrices.listId), asc(listPrices.currency), asc(listPrices.minQuantity))
    .prepare(),
);
const removal = prepared((database) =>
  database
    .delete(listPrices)
    .where(
      and(
        eq(listPrices.variantId, sql.placeholder("variantId")),
        eq(listPrices.listId, sql.placeholder("listId")),
      ),
    )
    .prepare(),
);
const insertion = prepared((database) =>
  database
    .insert(listPrices)
    .values({
      variantId: sql.placeholder("variantId"),
      listId: sql.placeholder("listId"),
      currency: sql.placeholder("currency"),
      minQuantity: sql.placeholder("minQuantity"),
      maxQuantity: sql.placeholder("maxQuantity"),
      amount: sql.placeholder("amount"),
    })
    .prepare(),
);
