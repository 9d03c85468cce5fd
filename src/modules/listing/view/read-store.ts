import { z } from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import { movableOutput } from "../../../kernel/operation/operation.ts";
import { localeOrder } from "../../../kernel/read/locale-order.ts";
import { defineViewQuery, storefrontCache } from "../../../kernel/read/query.ts";
import { sql, statement } from "../../../kernel/storage/sql.ts";
import type { ReadModel } from "../../../kernel/storage/storage.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import { storeProduct, toStoreProduct } from "../../products/index.ts";
import { type Shopper, shopperOf } from "../../tenants/index.ts";
import { movedHandle } from "../../translations/index.ts";
import { readShopperRow, rowColumns, shopperParts } from "./rows.ts";

const output = movableOutput(storeProduct);

/** Reads a published product by handle. A former handle redirects to the current one. */
export const readStoreProduct = defineViewQuery({
  name: "catalogue.readStoreProduct",
  access: "public",
  input: z.object({
    handle: z.string().min(1).max(255),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .optional(),
  }),
  output,
  varies: ["locale", "currency"],
  cache: storefrontCache,
  async run(model, { handle, currency }, context) {
    const shopper = await shopperOf(context, currency);
    return shopper.ok ? findStoreProduct(model, context.tenantId, handle, shopper.value) : shopper;
  },
});

/** Finds the published product with a handle, in the shopper's locale first, then in any. One round trip. */
export async function findStoreProduct(
  model: ReadModel,
  tenantId: string,
  handle: string,
  shopper: Pick<Shopper, "locales" | "currency">,
): Promise<Result<z.infer<typeof output>>> {
  // A handle can be that of several locales and products. Only one row is loaded.
  const [row] = await model.all(
    statement(sql`WITH match AS MATERIALIZED (
        SELECT h.locale, h.current, p.rowid AS product FROM product_handles AS h
        CROSS JOIN products AS p ON p.tenant_id = h.tenant_id AND p.id = h.product_id AND p.status = 'active'
        WHERE h.tenant_id = ${tenantId} AND h.handle = ${handle}
        ORDER BY ${localeOrder(sql`h.locale`, shopper.locales)} LIMIT 1
      )
      SELECT match.locale, match.current, p.descriptions, ${rowColumns(shopperParts(shopper.locales))}
      FROM match CROSS JOIN products AS p ON p.rowid = match.product`),
  );
  if (row === undefined) return refused(refusal("not-found", "There is no such product."));
  const { state, availableByVariant, groups } = readShopperRow(row);
  const movedTo = movedHandle({
    handle,
    row,
    translations: state.translations,
    served: shopper.locales,
  });
  if (movedTo !== null) return ok({ movedTo });
  return ok({ found: toStoreProduct(state, { ...shopper, availableByVariant, groups }) });
}
