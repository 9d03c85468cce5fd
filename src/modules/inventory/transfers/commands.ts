import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { canonicalId } from "../../../kernel/values/id.ts";
import { ok } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { catalogueIds } from "../../catalogue/ids.ts";
import { inventoryLimits } from "../limits.ts";
import { loadStockLocations } from "../locations/store.ts";
import type { Reservation } from "../reservations/rules.ts";
import { readFirmReservations } from "../reservations/store.ts";
import type { Stock } from "../schema.ts";
import { inventoryResponse } from "../stock/presentation.ts";
import { bulkStock } from "../stock/schema.ts";
import type { StockedVariant, StockedVariants } from "../stock/variants.ts";
import { readStocks } from "../store.ts";
import { decideTransfer, reservedToMove, type Transfer, transferLocations } from "./rules.ts";
import { type TransferItem, transferInput } from "./schema.ts";

/** Moves stock between two locations, all items or none. */
export const transferStock = (variants: StockedVariants) =>
  defineCommand({
    name: "inventory.transferStock",
    access: "inventory:update",
    isLimited: true,
    input: transferInput,
    output: bulkStock,
    load(database, { from, to, items }, { tenantId }) {
      const stockLocations = loadStockLocations(database, tenantId);
      const found = variantsOf(database, variants, items);
      const locations = transferLocations({ from, to }, stockLocations);
      const transfers = locations.ok ? loadTransfers(database, items, found, locations.value.from) : [];
      return { found, stockLocations, locations, transfers };
    },
    decide({ found, stockLocations, locations, transfers }, _, context) {
      if (!locations.ok) return locations;
      const events = decideTransfer(transfers, locations.value, stockLocations);
      if (!events.ok) return events;
      return ok({
        events: events.value,
        answer: (database: TenantDatabase) => ({
          items: found.flatMap((variant) =>
            variant === undefined ? [] : [inventoryResponse(database, variant, stockLocations, context)],
          ),
        }),
      });
    },
  });

/** The variant of each item; undefined if there is none. */
function variantsOf(
  database: TenantDatabase,
  variants: StockedVariants,
  items: readonly TransferItem[],
): readonly (StockedVariant | undefined)[] {
  const bySku = variants.policiesOfSkus(
    database,
    items.flatMap(({ sku }) => sku ?? []),
  );
  return items.map(({ sku, variantId }) => {
    if (sku !== undefined) return bySku.get(sku);
    if (variantId === undefined) return undefined;
    return variants.policyOf(database, canonicalId(catalogueIds.variant, variantId));
  });
}

/** Reads reservations only of variants whose reservations have to move, and no more of them than may move at once. */
function loadTransfers(
  database: TenantDatabase,
  items: readonly TransferItem[],
  found: readonly (StockedVariant | undefined)[],
  from: string,
): readonly Transfer[] {
  const stocks = readStocks(database, [...new Set(found.flatMap((variant) => variant?.id ?? []))]);
  let budget = inventoryLimits.movedReservations.value;
  return items.map(({ quantity, sku }, index): Transfer => {
    const stock = stocks.get(found[index]?.id ?? "") ?? null;
    const needed = stock === null ? 0 : reservedToMove(stock, from, quantity);
    const reservations =
      stock === null || needed === 0 ? [] : readNeeded(database, stock, from, needed, budget);
    budget -= reservations.length;
    const pointer = `/items/${index}/${sku === undefined ? "variantId" : "sku"}`;
    return { stock, quantity, reservations, pointer };
  });
}

/** The latest reservations that together have the needed units. */
function readNeeded(
  database: TenantDatabase,
  { variantId }: Stock,
  locationId: string,
  needed: number,
  limit: number,
): readonly Reservation[] {
  let left = needed;
  return readFirmReservations(database, { variantId, locationId }, limit).filter((one) => {
    const wanted = left > 0;
    left -= one.quantity - one.backordered;
    return wanted;
  });
}
