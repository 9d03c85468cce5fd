import { defineTransfer } from "../../kernel/write/transfer.ts";
import { taxZoneState } from "./schema.ts";
import { removeZone, writeZone } from "./store.ts";

/** Tax zones that were written. The others come with the settings, whose tax rates they are. */
export const taxZoneTransfer = defineTransfer(taxZoneState, {
  event: "taxes.zone.imported",
  write: (database, { state }) => writeZone(database, state),
  remove: removeZone,
});
