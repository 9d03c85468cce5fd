import { asc, eq } from "drizzle-orm";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import tables from "../../../migrations/tenant/0008_shipping.sql";
import rules from "../../../migrations/tenant/0109_shipping_rules.sql";
import { defineAggregate } from "../../kernel/module.ts";
import { remembered } from "../../kernel/storage/remembered.ts";
import type { Migration, TenantDatabase } from "../../kernel/storage/storage.ts";
import { versionOf } from "../../kernel/storage/version.ts";
import type { Currency } from "../../kernel/values/money.ts";
import { sentFields } from "../../kernel/values/patch.ts";
import { optionCreated, optionDeleted, optionUpdated } from "./events.ts";
import { flatRateId, flatRateOption, type KnownOption } from "./rules.ts";
import { type Price, type Rule, type ShippingOption, shippingOptionState } from "./schema.ts";

export const migrations: readonly Migration[] = [
  { name: "0008_shipping", sql: tables },
  { name: "0109_shipping_rules", sql: rules },
];

export const shippingOptions = sqliteTable("shipping_options", {
  id: text().primaryKey(),
  name: text().notNull(),
  prices: text({ mode: "json" }).$type<Price[]>().notNull(),
  kind: text().$type<ShippingOption["kind"]>().notNull().default("delivery"),
  zones: text({ mode: "json" }).$type<string[]>().notNull().default([]),
  rules: text({ mode: "json" }).$type<Rule[]>().notNull().default([]),
  freeFrom: text("free_from", { mode: "json" }).$type<Price[]>().notNull().default([]),
  profile: text(),
  locationId: text("location_id"),
  minDays: integer("min_days"),
  maxDays: integer("max_days"),
  taxCategory: text("tax_category").notNull().default("standard"),
});

export const optionAggregate = defineAggregate(shippingOptionState, {
  apply(database, event) {
    const { id } = event.aggregate;
    allOptions.forget(database);
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

/** A tenant's options, oldest first: the flat rate unless it was deleted, then options that staff created. */
export function readOptions(
  database: TenantDatabase,
  tenantId: string,
  currencies: readonly Currency[],
): readonly KnownOption[] {
  const written = allOptions.get(database);
  return isFlatRateUntouched(database, tenantId)
    ? [untouchedFlatRate(tenantId, currencies), ...written]
    : written;
}

/** What was remembered of the options is no longer so. */
export function forgetOptions(database: TenantDatabase): void {
  allOptions.forget(database);
}

const allOptions = remembered((database): readonly KnownOption[] =>
  database
    .select()
    .from(shippingOptions)
    .orderBy(asc(shippingOptions.id))
    .all()
    .map((row) => ({ ...row, written: true })),
);

/** Returns one option; undefined if it does not exist. */
export function readOption(
  database: TenantDatabase,
  tenantId: string,
  id: string,
  currencies: readonly Currency[],
): KnownOption | undefined {
  const written = allOptions.get(database).find((option) => option.id === id);
  if (written !== undefined) return written;
  if (id !== flatRateId(tenantId) || !isFlatRateUntouched(database, tenantId)) return undefined;
  return untouchedFlatRate(tenantId, currencies);
}

/** An aggregate's version is 0 until its first event. A deleted aggregate keeps its last version. */
function isFlatRateUntouched(database: TenantDatabase, tenantId: string): boolean {
  return versionOf(database, optionAggregate.type, flatRateId(tenantId)) === 0;
}

function untouchedFlatRate(tenantId: string, currencies: readonly Currency[]): KnownOption {
  return { ...flatRateOption(tenantId, currencies), written: false };
}
