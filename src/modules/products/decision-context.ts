import type { TenantDatabase } from "../../kernel/storage/storage.ts";
import { versionOf } from "../../kernel/storage/version.ts";
import type { Context } from "../../kernel/write/command.ts";
import { groupsOfProduct } from "../collections/index.ts";
import { loadStockLocations, readStocks } from "../inventory/index.ts";
import { readMediaImage } from "../media/index.ts";
import { loadSettings, settingsOf } from "../tenants/index.ts";
import { openHandleBook } from "../translations/index.ts";
import { toAdminProduct } from "./presentation.ts";
import type { DecisionContext } from "./rules.ts";
import type { AdminProduct } from "./shapes.ts";
import { readProductState } from "./store.ts";
import { ownersOfSkus } from "./variants/lookups.ts";

/** Loads what catalogue rules read besides the product: handles, SKU owners, settings and stock locations. */
export function loadDecisionContext(
  database: TenantDatabase,
  context: Pick<Context, "tenantId">,
  skus: readonly (string | null | undefined)[],
): DecisionContext {
  const { currencies, locales, defaultLocale, lowStockThreshold } = loadSettings(database, context);
  return {
    handles: openHandleBook(database, "product"),
    ownerBySku: ownersOfSkus(
      database,
      skus.filter((sku) => typeof sku === "string"),
    ),
    locales,
    defaultLocale,
    currencies,
    imageOf: (id) => readMediaImage(database, { tenantId: context.tenantId, locale: defaultLocale }, id),
    stockLocations: loadStockLocations(database, context.tenantId, lowStockThreshold),
  };
}

/** Reads a product with its stock, in the admin shape. Returns undefined if it doesn't exist. */
export function readAdminProduct(
  database: TenantDatabase,
  tenantId: string,
  id: string,
): AdminProduct | undefined {
  const state = readProductState(database, id);
  if (state === undefined) return undefined;
  const settings = settingsOf(database, tenantId);
  return toAdminProduct(state, {
    version: versionOf(database, "product", id),
    defaultLocale: settings.defaultLocale,
    defaultCurrency: settings.defaultCurrency,
    lowStockThreshold: settings.lowStockThreshold,
    stockByVariant: readStocks(
      database,
      state.variants.map((variant) => variant.id),
    ),
    groups: groupsOfProduct(database, id),
  });
}

/** Reads back the product that a command has just written. */
export function writtenProduct(database: TenantDatabase, tenantId: string, id: string): AdminProduct {
  const product = readAdminProduct(database, tenantId, id);
  if (product === undefined) throw new Error(`${id} not found after it was written`);
  return product;
}
