import { asc, eq } from "drizzle-orm";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";
import tables from "../../../migrations/tenant/0108_tax_zones.sql";
import { defineAggregate } from "../../kernel/module.ts";
import { remembered } from "../../kernel/storage/remembered.ts";
import type { Migration, TenantDatabase } from "../../kernel/storage/storage.ts";
import { sentFields } from "../../kernel/values/patch.ts";
import type { Settings } from "../tenants/index.ts";
import { zoneCreated, zoneDeleted, zoneUpdated } from "./events.ts";
import { type KnownZone, settledZones } from "./rules.ts";
import { type TaxZone, taxZoneState } from "./schema.ts";

export const migration: Migration = { name: "0108_tax_zones", sql: tables };

export const taxZones = sqliteTable("tax_zones", {
  id: text().primaryKey(),
  name: text().notNull(),
  countries: text({ mode: "json" }).$type<TaxZone["countries"]>().notNull(),
  rates: text({ mode: "json" }).$type<TaxZone["rates"]>().notNull(),
});

export const taxZoneAggregate = defineAggregate(taxZoneState, {
  apply(database, event) {
    const { id } = event.aggregate;
    writtenZones.forget(database);
    switch (event.type) {
      case zoneCreated.type:
        database
          .insert(taxZones)
          .values({ id, ...zoneCreated.read(event) })
          .run();
        return;
      case zoneUpdated.type: {
        const changes = sentFields(zoneUpdated.read(event));
        database.update(taxZones).set(changes).where(eq(taxZones.id, id)).run();
        return;
      }
      case zoneDeleted.type:
        removeZone(database, id);
    }
  },
  state: (database, id) => database.select().from(taxZones).where(eq(taxZones.id, id)).get() ?? null,
});

/** A tenant's zones, oldest first: the countries of its settings' tax rates, then those that staff created. */
export function readZones(
  database: TenantDatabase,
  { taxRates }: Pick<Settings, "taxRates">,
): readonly KnownZone[] {
  return settledZones(taxRates, writtenZones.get(database));
}

/** One zone; undefined if it does not exist. */
export function readZone(
  database: TenantDatabase,
  settings: Pick<Settings, "taxRates">,
  id: string,
): KnownZone | undefined {
  return readZones(database, settings).find((zone) => zone.id === id);
}

/** Writes a zone as another tenant exported it. */
export function writeZone(database: TenantDatabase, zone: TaxZone): void {
  removeZone(database, zone.id);
  database.insert(taxZones).values(zone).run();
}

export function removeZone(database: TenantDatabase, id: string): void {
  writtenZones.forget(database);
  database.delete(taxZones).where(eq(taxZones.id, id)).run();
}

const writtenZones = remembered((database): readonly KnownZone[] =>
  database
    .select()
    .from(taxZones)
    .orderBy(asc(taxZones.id))
    .all()
    .map((row) => ({ ...row, written: true })),
);
