import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import type { Context } from "../../../kernel/write/command.ts";
import { findAccount } from "../../customers/index.ts";
import { loadStockLocations, type Stock } from "../../inventory/index.ts";
import { loadSettings } from "../../tenants/index.ts";
import { nextNumber } from "../store.ts";
import { readUnits } from "../unpaid/store.ts";
import type { Placement } from "./rules.ts";

/** Loads what placing an order depends on, except stock: the caller has already read it for the quote. */
export function loadPlacement(
  database: TenantDatabase,
  context: Pick<Context, "tenantId" | "caller">,
  stocks: ReadonlyMap<string, Stock>,
  email: string | null,
): Placement {
  const settings = loadSettings(database, context);
  const { caller } = context;
  const counts = caller !== null && settings.maxUnpaidUnitsPerVariant !== null;
  return {
    nextNumber: nextNumber(database),
    settings,
    claimant: email === null ? undefined : findAccount(database, email),
    unpaidUnits: counts ? readUnits(database, caller, [...stocks.keys()]) : new Map(),
    stocks,
    stockLocations: loadStockLocations(database, context.tenantId, settings.lowStockThreshold),
  };
}
