import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { defineTransfer } from "../../../kernel/write/transfer.ts";
import { type Settings, settingsState } from "../schema.ts";
import { readSettings, writeSettings } from "../store.ts";

/** The settings. Whether the tenant is suspended is not one that goes along. */
export const settingsTransfer = defineTransfer(settingsState, {
  event: "platform.settings.imported",
  idIn: (tenantId) => tenantId,
  pack: (_, { id, state }) => ({ id, state: { ...state, status: "active" as const }, extra: {} }),
  write: (database, { state }, { tenantId }) =>
    writeSettings(database, tenantId, { ...state, status: statusOf(database, tenantId) }),
});

function statusOf(database: TenantDatabase, tenantId: string): Settings["status"] {
  return readSettings(database, tenantId)?.status ?? "active";
}
