import { eq } from "drizzle-orm";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { defineTransfer } from "../../../kernel/write/transfer.ts";
import { locations } from "../tables.ts";
import { locationDeleted } from "./events.ts";
import { firstLocation } from "./rules.ts";
import { locationState } from "./schema.ts";
import { forgetLocations, isWritten, readLocations } from "./store.ts";

/** Stock locations. The first one has no event until it is changed. */
export const locationTransfer = defineTransfer(locationState, {
  event: "inventory.location.imported",
  implicit: (database, tenantId) =>
    isWritten(database, firstLocation(tenantId).id)
      ? []
      : [{ id: firstLocation(tenantId).id, state: firstLocation(tenantId) }],
  withoutImplicit: (tenantId) => [locationDeleted.of(firstLocation(tenantId).id, {})],
  write(database, { id, state }) {
    remove(database, id);
    database
      .insert(locations)
      .values({ ...state, deletedAt: null })
      .run();
  },
  remove,
  missing(database, tenantId) {
    const defaults = readLocations(database, tenantId).filter(({ isDefault }) => isDefault).length;
    return defaults === 1 ? [] : [`There are ${defaults} default stock locations instead of one.`];
  },
});

function remove(database: TenantDatabase, id: string): void {
  forgetLocations(database);
  database.delete(locations).where(eq(locations.id, id)).run();
}
