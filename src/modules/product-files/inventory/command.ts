import { z } from "zod";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { ok } from "../../../kernel/values/result.ts";
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
  load(database, { rows }, context) {
    const find = openVariants(database, context, rows);
    const found = rows.map(find);
    const ids = found.flatMap((one) => (one.ok ? [one.id] : []));
    return {
      found,
      stocks: readStocks(database, [...new Set(ids)]),
      stockLocations: loadStockLocations(database, context.tenantId),
    };
  },
  decide({ found, stocks, stockLocations }, { rows, dryRun }) {
    const { events, outcomes } = decideImportedStock(rows, found, stocks, stockLocations);
    return ok({ events: dryRun ? [] : events, answer: () => [...outcomes] });
  },
});

/** Finds variants by SKU or, without one, by the product's handle and the option values. */
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
  return ({ sku, handle, options }) => {
    if (sku !== null) {
      const variant = bySku.get(sku);
      return variant === undefined
        ? { ok: false, code: "unknown-variant", detail: `No variant has the SKU ${sku}.` }
        : { ok: true, id: variant.id, product: variant.productId };
    }
    const id = findProduct(handle ?? "", names, defaultLocale, locales);
    if (!id.ok) return { ok: false, code: id.refusal.code, detail: id.refusal.detail };
    const product = id.value === null ? undefined : readProductState(database, id.value);
    return product === undefined
      ? { ok: false, code: "unknown-variant", detail: `No product has the handle ${handle}.` }
      : variantWithOptions(product, options);
  };
}
