import { asc, eq } from "drizzle-orm";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";
import tables from "../../../migrations/tenant/0008_shipping.sql";
import { defineAggregate } from "../../kernel/module.ts";
import type { Migration, TenantDatabase } from "../../kernel/storage/storage.ts";
import { versionOf } from "../../kernel/storage/version.ts";
import { sentFields } from "../../kernel/values/patch.ts";
import { settingsOf } from "../tenants/index.ts";
import { optionCreated, optionDeleted, optionUpdated } from "./events.ts";
import { flatRateId, flatRateOption, type KnownOption } from "./rules.ts";
import { type Price, shippingOptionState } from "./schema.ts";

export const migration: Migration = { name: "0008_shipping", sql: tables };

export const shippingOptions = sqliteTable("shipping_options", {
  id: text().primaryKey(),
  name: text().notNull(),
  prices: text({ mode: "json" }).$type<Price[]>().notNull(),
});

export const optionAggregate = defineAggregate(shippingOptionState, {
  apply(database, event) {
    const { id } = event.aggregate;
    switch (event.type) {
      case optionCreated.type:
        database
          .insert(shippingOptions)
          .values({ id, ...optionCreated.read(event) })
          .run();
        return;
      case optionUpdated.type: {
        const changes = sentFields(optionUpdated.read(event));
        database.update(shippingOptions).set(changes).where(eq(shippingOptions.id, id)).run();
        return;
      }
      case optionDeleted.type:
        database.delete(shippingOptions).where(eq(shippingOptions.id, id)).run();
    }
  },
  state: (database, id) =>
    database.select().from(shippingOptions).where(eq(shippingOptions.id, id)).get() ?? null,
});

/** All of a tenant's options, the oldest first: the flat rate, unless it was deleted, then what staff made. */
export function readOptions(database: TenantDatabase, tenantId: string): readonly KnownOption[] {
  const written = database
    .select()
    .from(shippingOptions)
    .orderBy(asc(shippingOptions.id))
    .all()
    .map((row) => ({ ...row, written: true }));
  const flat = untouchedFlatRate(database, tenantId);
  return flat === undefined ? written : [flat, ...written];
}

/** One option; undefined where there is none. */
export function readOption(database: TenantDatabase, tenantId: string, id: string): KnownOption | undefined {
  const row = database.select().from(shippingOptions).where(eq(shippingOptions.id, id)).get();
  if (row !== undefined) return { ...row, written: true };
  return id === flatRateId(tenantId) ? untouchedFlatRate(database, tenantId) : undefined;
}

/** An aggregate's version is 0 until its first event, and never again, not even when it is deleted. */
function untouchedFlatRate(database: TenantDatabase, tenantId: string): KnownOption | undefined {
  if (versionOf(database, optionAggregate.type, flatRateId(tenantId)) > 0) return undefined;
  return { ...flatRateOption(tenantId, settingsOf(database, tenantId).currencies), written: false };
}
