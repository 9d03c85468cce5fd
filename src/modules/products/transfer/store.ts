import { and, inArray, ne } from "drizzle-orm";
import * as z from "zod";
import type { PointedError } from "../../../kernel/api/problem.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { defineTransfer } from "../../../kernel/write/transfer.ts";
import { handleConflicts } from "../../translations/index.ts";
import { addressIn } from "../images/schema.ts";
import { type ProductState, productState } from "../schema.ts";
import { deleteProduct, insertState, productWithExternalHandle } from "../store.ts";
import { variants } from "../tables.ts";
import { forgetImported, readImported, writeImported } from "../variants/imported-store.ts";

/** The quantities of the last product file come along, so that the same file changes nothing. */
const extra = z.object({ importedStock: z.record(z.string(), z.int().min(0)) });

/** Products with their variants, texts, handles and redirects. */
export const productTransfer = defineTransfer(productState, {
  event: "catalog.product.imported",
  hasNames: true,
  extra,
  pack: (database, { id, state }) => ({
    id,
    state,
    extra: { importedStock: { ...readImported(database, id) } },
  }),
  conflicts: (database, { id, state }) => [
    ...handleConflicts(database, "product", id, state),
    ...takenVariants(database, state),
    ...takenExternalHandle(database, state),
  ],
  write(database, { id, state, extra: { importedStock } }, { tenantId }) {
    remove(database, id);
    insertState(database, withOwnImages(state, tenantId));
    writeImported(database, id, {}, importedStock);
  },
  remove,
});

function remove(database: TenantDatabase, id: string): void {
  deleteProduct(database, id);
  forgetImported(database, id);
}

/** The files of the other tenant come along: images lead to where this tenant delivers them. */
function withOwnImages(state: ProductState, tenantId: string): ProductState {
  return {
    ...state,
    images: state.images.map((one) => ({ ...one, url: addressIn(tenantId, one.url) })),
    variants: state.variants.map((one) => ({
      ...one,
      image: one.image === null ? null : addressIn(tenantId, one.image),
    })),
  };
}

/** Ids and SKUs of variants that another product has, or that the product has twice. */
function takenVariants(
  database: TenantDatabase,
  { id, variants: wanted }: ProductState,
): readonly PointedError[] {
  const ids = wanted.map((variant) => variant.id);
  const skus = wanted.flatMap(({ sku }) => sku ?? []);
  const { id: variantId, sku, productId } = variants;
  const others = (column: typeof variantId | typeof sku, values: string[]) =>
    database
      .select({ variantId, sku })
      .from(variants)
      .where(and(inArray(column, values), ne(productId, id)))
      .all();
  const takenIds = new Set(others(variantId, ids).map((row) => row.variantId));
  const takenSkus = new Set(others(sku, skus).map((row) => row.sku));
  return wanted.flatMap((variant, index): readonly PointedError[] => {
    const error = (field: string, code: string, detail: string) => [
      { pointer: `/state/variants/${index}/${field}`, code, detail },
    ];
    const before = wanted.slice(0, index);
    if (takenIds.has(variant.id) || before.some((one) => one.id === variant.id))
      return error("id", "duplicate-id", `Another variant has the id ${variant.id}.`);
    if (variant.sku === null) return [];
    return takenSkus.has(variant.sku) || before.some((one) => one.sku === variant.sku)
      ? error("sku", "duplicate-sku", `Another variant has the SKU ${variant.sku}.`)
      : [];
  });
}

function takenExternalHandle(
  database: TenantDatabase,
  { id, externalHandle }: ProductState,
): readonly PointedError[] {
  const owner = externalHandle === null ? undefined : productWithExternalHandle(database, externalHandle);
  if (owner === undefined || owner === id) return [];
  const detail = "Another product has this external handle.";
  return [{ pointer: "/state/externalHandle", code: "duplicate-handle", detail }];
}
