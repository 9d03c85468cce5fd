import { asc } from "drizzle-orm";
import { defineAggregate } from "../../../kernel/module.ts";
import { remembered } from "../../../kernel/storage/remembered.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { settingsOf } from "../../tenants/index.ts";
import type { StockLocations } from "../schema.ts";
import { locations } from "../tables.ts";
import { locationCreated, locationDeleted, locationUpdated } from "./events.ts";
import { firstLocation, stockLocationsOf } from "./rules.ts";
import { type Location, locationState } from "./schema.ts";

export const locationAggregate = defineAggregate(locationState, {
  apply(database, event) {
    const { aggregate, occurredAt, tenantId } = event;
    const current = readLocation(database, tenantId, aggregate.id);
    const write = (change: Partial<Location>, deletedAt: string | null = null) => {
      const before = current ?? { id: aggregate.id, name: "", isDefault: false, createdAt: occurredAt };
      const row = { ...before, ...change, updatedAt: occurredAt, deletedAt };
      database.insert(locations).values(row).onConflictDoUpdate({ target: locations.id, set: row }).run();
      allRows.forget(database);
    };
    switch (event.type) {
      case locationCreated.type: {
        const { name, isDefault } = locationCreated.read(event);
        return write({ name, isDefault });
      }
      case locationUpdated.type: {
        const { name, isDefault } = locationUpdated.read(event);
        return write({
          ...(name === undefined ? {} : { name }),
          ...(isDefault === undefined ? {} : { isDefault }),
        });
      }
      case locationDeleted.type:
        return write({}, occurredAt);
    }
  },
  state(database, id) {
    const row = readRows(database).find((one) => one.id === id);
    return row === undefined ? null : shapeOf(row);
  },
});

/** Reads a tenant's locations, oldest first. The first one exists even if no event has written it. */
export function readLocations(database: TenantDatabase, tenantId: string): readonly Location[] {
  const first = firstLocation(tenantId);
  const rows = allRows.get(database);
  const known = rows.some(({ id }) => id === first.id);
  return [...(known ? [] : [first]), ...rows.filter(isAlive).map(shapeOf)];
}

export function readLocation(database: TenantDatabase, tenantId: string, id: string): Location | undefined {
  return readLocations(database, tenantId).find((location) => location.id === id);
}

/**
 * Loads the order of allocation and the low-stock threshold. Pass the threshold if the settings are already
 * loaded.
 */
export function loadStockLocations(
  database: TenantDatabase,
  tenantId: string,
  lowStockThreshold = settingsOf(database, tenantId).lowStockThreshold,
): StockLocations {
  return stockLocationsOf(readLocations(database, tenantId), lowStockThreshold);
}

/** Whether a location has a row. One that was deleted keeps its row. */
export function isWritten(database: TenantDatabase, id: string): boolean {
  return allRows.get(database).some((row) => row.id === id);
}

/** What was remembered of the locations is no longer so. */
export function forgetLocations(database: TenantDatabase): void {
  allRows.forget(database);
}

type Row = typeof locations.$inferSelect;

const allRows = remembered((database): readonly Row[] =>
  database.select().from(locations).orderBy(asc(locations.createdAt), asc(locations.id)).all(),
);

function readRows(database: TenantDatabase): readonly Row[] {
  return allRows.get(database).filter(isAlive);
}

function isAlive({ deletedAt }: Row): boolean {
  return deletedAt === null;
}

function shapeOf({ deletedAt: _, ...location }: Row): Location {
  return location;
}
