import { eq } from "drizzle-orm";
import type { TenantDatabase } from "../../kernel/storage/storage.ts";
import { defineTransfer } from "../../kernel/write/transfer.ts";
import { settingsOf } from "../tenants/index.ts";
import { optionDeleted } from "./events.ts";
import { flatRateId } from "./rules.ts";
import { shippingOptionState } from "./schema.ts";
import { forgetOptions, readOptions, shippingOptions } from "./store.ts";

/** Shipping options. A flat rate that was never changed has no event: it is exported with the prices it has. */
export const optionTransfer = defineTransfer(shippingOptionState, {
  event: "shipping.option.imported",
  implicit: (database, tenantId) =>
    readOptions(database, tenantId, settingsOf(database, tenantId).currencies)
      .filter(({ written }) => !written)
      .map(({ written: _, ...state }) => ({ id: state.id, state })),
  withoutImplicit: (tenantId) => [optionDeleted.of(flatRateId(tenantId), {})],
  write(database, { id, state }) {
    remove(database, id);
    database.insert(shippingOptions).values(state).run();
  },
  remove,
});

function remove(database: TenantDatabase, id: string): void {
  forgetOptions(database);
  database.delete(shippingOptions).where(eq(shippingOptions.id, id)).run();
}
