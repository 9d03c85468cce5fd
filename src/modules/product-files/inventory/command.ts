import * as z from "zod";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { ok, type Result } from "../../../kernel/values/result.ts";
import { type Context, defineCommand } from "../../../kernel/write/command.ts";
import { loadStockLocations, readStocks } from "../../inventory/index.ts";
import { policiesOfSkus, readProductState } from "../../products/index.ts";
import { settingsOf } from "../../tenants/index.ts";
import { openHandleBook } from "../../translations/index.ts";
import { findProduct } from "../import/product/identity.ts";
import { productNamesIn } from "../import/product/names.ts";
import { decideImportedStock, type FoundVariant, variantWithOptions } from "./rules.ts";
import { type CountedRow, countedRow, maxRows, stockOutcome } from "./schema.ts";

/** Sets the stock of the variants that rows of an inventory file name. */
export const importStock = defineCommand({
  name: "catalogue.importStock",
  access: "inventory:update",
  internal: true,
  input: z.object({ rows: z.array(countedRow).min(1).max(maxRows), dryRun: z.boolean() }),
  output: z.array(stockOutcome),
  load: (database, { rows }, context) => loadRows(database, rows, context),
  decide(loaded, { rows, dryRun }) {
    const { events, outcomes } = decideRows(loaded, rows);
    return ok({ events: dryRun ? [] : events, answer: () => [...outcomes] });
  },
});

/** Loads what rows are decided with: the variants that they name, and their stock. */
export function loadRows(
  database: TenantDatabase,
  rows: readonly CountedRow[],
  context: Pick<Context, "tenantId">,
) {
  const found = rows.map(openVariants(database, context, rows));
  const ids = found.flatMap((one) => (one.ok ? [one.id] : []));
  return {
    found,
    stocks: readStocks(database, [...new Set(ids)]),
    stockLocations: loadStockLocations(database, context.tenantId),
  };
}

/** Decides what rows set, and what becomes of each. */
export function decideRows(
  { found, stocks, stockLocations }: ReturnType<typeof loadRows>,
  rows: readonly CountedRow[],
) {
  return decideImportedStock(rows, found, stocks, stockLocations);
}

/** Finds variants by SKU or, without one, by the product's handle and the option values. The handle must not contradict. */
function openVariants(
  database: TenantDatabase,
  { tenantId }: Pick<Context, "tenantId">,
  rows: readonly CountedRow[],
): (row: CountedRow) => FoundVariant {
  const bySku = policiesOfSkus(
    database,
    rows.flatMap(({ sku }) => sku ?? []),
  );
  const { defaultLocale, locales } = settingsOf(database, tenantId);
  const names = productNamesIn(database, openHandleBook(database, "product"));
  const idByHandle = new Map<string, Result<string | null>>();
  const findOnce = (handle: string) => {
    const id = idByHandle.get(handle) ?? findProduct(handle, names, defaultLocale, locales);
    idByHandle.set(handle, id);
    return id;
  };
  return ({ sku, handle, options }) => {
    const id = handle === null ? ok(null) : findOnce(handle);
    if (sku !== null) return ofProduct(id, bySku.get(sku), sku, handle);
    if (!id.ok) return { ok: false, code: id.refusal.code, detail: id.refusal.detail };
    const product = id.value === null ? undefined : readProductState(database, id.value);
    return product === undefined
      ? { ok: false, code: "unknown-variant", detail: `No product has the handle ${handle}.` }
      : variantWithOptions(product, options);
  };
}

/** The variant with a SKU. A handle that is unknown here says nothing, but another product's tells that the SKU is wrong. */
function ofProduct(
  id: Result<string | null>,
  variant: { readonly id: string; readonly productId: string } | undefined,
  sku: string,
  handle: string | null,
): FoundVariant {
  const code = "unknown-variant";
  if (variant === undefined) return { ok: false, code, detail: `No variant has the SKU ${sku}.` };
  if (id.ok && id.value !== null && id.value !== variant.productId)
    return { ok: false, code, detail: `The SKU ${sku} is another product's, not one of ${handle}.` };
  return { ok: true, id: variant.id, product: variant.productId };
}
