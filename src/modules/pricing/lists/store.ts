import { asc, eq } from "drizzle-orm";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import tables from "../../../../migrations/tenant/0105_price_lists.sql";
import { defineAggregate } from "../../../kernel/module.ts";
import { remembered } from "../../../kernel/storage/remembered.ts";
import type { Migration, TenantDatabase } from "../../../kernel/storage/storage.ts";
import { sentFields } from "../../../kernel/values/patch.ts";
import {
  priceListCreated,
  priceListDeleted,
  priceListEnded,
  priceListStarted,
  priceListUpdated,
} from "./events.ts";
import { type PriceList, type PriceListContent, priceListState } from "./schema.ts";

export const migration: Migration = { name: "0105_price_lists", sql: tables };

export const priceLists = sqliteTable("price_lists", {
  id: text().primaryKey(),
  name: text().notNull(),
  kind: text({ enum: ["sale", "override"] }).notNull(),
  status: text({ enum: ["active", "draft"] }).notNull(),
  startsAt: text("starts_at"),
  endsAt: text("ends_at"),
  priority: integer().notNull(),
  rules: text({ mode: "json" }).$type<PriceListContent["rules"]>().notNull(),
  inEffect: integer("in_effect", { mode: "boolean" }).notNull(),
  createdAt: text("created_at").notNull(),
  updatedAt: text("updated_at").notNull(),
});

/** Deleted lists whose prices are not removed yet. */
export const deletedPriceLists = sqliteTable("deleted_price_lists", { id: text().primaryKey() });

export const priceListAggregate = defineAggregate(priceListState, {
  apply(database, event) {
    const { id } = event.aggregate;
    const at = event.occurredAt;
    const change = (values: Partial<PriceList>) =>
      database
        .update(priceLists)
        .set({ ...values, updatedAt: at })
        .where(eq(priceLists.id, id))
        .run();
    allLists.forget(database);
    switch (event.type) {
      case priceListCreated.type:
        database
          .insert(priceLists)
          .values({ id, ...priceListCreated.read(event), inEffect: false, createdAt: at, updatedAt: at })
          .run();
        return;
      case priceListUpdated.type:
        change(sentFields(priceListUpdated.read(event)));
        return;
      case priceListStarted.type:
      case priceListEnded.type:
        change({ inEffect: event.type === priceListStarted.type });
        return;
      case priceListDeleted.type:
        database.insert(deletedPriceLists).values({ id }).onConflictDoNothing().run();
        database.delete(priceLists).where(eq(priceLists.id, id)).run();
    }
  },
  state: (database, id) => database.select().from(priceLists).where(eq(priceLists.id, id)).get() ?? null,
});

/** A tenant's price lists, oldest first. There are few. */
export function readPriceLists(database: TenantDatabase): readonly PriceList[] {
  return allLists.get(database);
}

/** A price list by its id; undefined if there is none. */
export function readPriceList(database: TenantDatabase, id: string): PriceList | undefined {
  return allLists.get(database).find((list) => list.id === id);
}

/** What was remembered of the lists is no longer so. */
export function forgetLists(database: TenantDatabase): void {
  allLists.forget(database);
}

/** A deleted list whose prices are not removed yet; undefined if there is none. */
export function readDeletedList(database: TenantDatabase): string | undefined {
  return database.select().from(deletedPriceLists).limit(1).get()?.id;
}

/** The prices of a deleted list are removed. */
export function forgetDeletedList(database: TenantDatabase, id: string): void {
  database.delete(deletedPriceLists).where(eq(deletedPriceLists.id, id)).run();
}

const allLists = remembered((database): readonly PriceList[] =>
  database.select().from(priceLists).orderBy(asc(priceLists.id)).all(),
);
