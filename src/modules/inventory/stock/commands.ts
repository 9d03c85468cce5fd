import * as z from "zod";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { catalogueIds } from "../../catalogue/ids.ts";
import { decideAdjustment, decideStocked } from "../levels/rules.ts";
import { loadStockLocations } from "../locations/store.ts";
import { readStock, readStocks } from "../store.ts";
import { inventoryResponse } from "./presentation.ts";
import { decideCounted, stockLocationOf } from "./rules.ts";
import { adjustmentInput, bulkStockInput, countedStock, stockInput, stockResponse } from "./schema.ts";
import { noSuchVariant, type StockedVariants } from "./variants.ts";

const withId = <Shape extends z.ZodRawShape>(input: z.ZodObject<Shape>) => input.extend({ id: opaqueId });

/** A variant's stock has its own version, separate from the product's. */
const guardedBy =
  (variants: StockedVariants) =>
  ({ id }: { readonly id: string }, database: TenantDatabase) => {
    const variant = variants.policyOf(database, canonicalId(catalogueIds.variant, id));
    return variant === undefined ? null : { type: "inventory", id: variant.id, implicit: true as const };
  };

/** Sets the stock and the low-stock threshold at one location. */
export const setStock = (variants: StockedVariants) =>
  defineCommand({
    name: "inventory.setStock",
    access: "inventory:update",
    isLimited: true,
    input: withId(stockInput),
    output: stockResponse,
    guards: guardedBy(variants),
    load: loadOne(variants),
    decide(loaded, { stocked, locationId, lowStockThreshold }, context) {
      if (loaded === null) return refused(noSuchVariant);
      const { variant, stock, stockLocations } = loaded;
      const location = stockLocationOf(locationId, stockLocations);
      if (!location.ok) return location;
      const change = { locationId: location.value, stocked, lowStockThreshold, reason: "counted" };
      return ok({
        events: decideStocked(stock, change, stockLocations),
        answer: (database: TenantDatabase) => inventoryResponse(database, variant, stockLocations, context),
      });
    },
  });

/** Adds to the stock at one location, or subtracts from it. */
export const adjustStock = (variants: StockedVariants) =>
  defineCommand({
    name: "inventory.adjustStock",
    access: "inventory:update",
    isLimited: true,
    input: withId(adjustmentInput),
    output: stockResponse,
    guards: guardedBy(variants),
    load: loadOne(variants),
    decide(loaded, { delta, reason, locationId }, context) {
      if (loaded === null) return refused(noSuchVariant);
      const { variant, stock, stockLocations } = loaded;
      const location = stockLocationOf(locationId, stockLocations);
      if (!location.ok) return location;
      const events = decideAdjustment(stock, { locationId: location.value, delta, reason }, stockLocations);
      if (!events.ok) return events;
      return ok({
        events: events.value,
        answer: (database: TenantDatabase) => inventoryResponse(database, variant, stockLocations, context),
      });
    },
  });

/** Sets the counted stock of many variants by SKU: all or nothing, or with `partial` the items that can be set. */
export const setStockBySku = (variants: StockedVariants) =>
  defineCommand({
    name: "inventory.setStockBySku",
    access: "inventory:update",
    isLimited: true,
    input: bulkStockInput.extend({ partial: z.boolean().default(false) }),
    output: countedStock,
    load(database, { items }, { tenantId }) {
      const counted = variants.policiesOfSkus(
        database,
        items.map(({ sku }) => sku),
      );
      const stocks = readStocks(
        database,
        [...counted.values()].map(({ id }) => id),
      );
      return { counted, stocks, stockLocations: loadStockLocations(database, tenantId) };
    },
    decide({ counted, stocks, stockLocations }, { items, partial }, context) {
      const stockBySku = new Map(
        [...counted].flatMap(([sku, { id }]) => {
          const stock = stocks.get(id);
          return stock === undefined ? [] : [[sku, stock] as const];
        }),
      );
      const decided = decideCounted(items, stockBySku, stockLocations, partial);
      if (!decided.ok) return decided;
      const { events, skus, errors } = decided.value;
      return ok({
        events,
        answer: (database: TenantDatabase) => ({
          items: skus.flatMap((sku) => {
            const variant = counted.get(sku);
            return variant === undefined
              ? []
              : [inventoryResponse(database, variant, stockLocations, context)];
          }),
          ...(partial ? { errors: [...errors] } : {}),
        }),
      });
    },
  });

function loadOne(variants: StockedVariants) {
  return (
    database: TenantDatabase,
    { id }: { readonly id: string },
    { tenantId }: { readonly tenantId: string },
  ) => {
    const variant = variants.policyOf(database, canonicalId(catalogueIds.variant, id));
    if (variant === undefined) return null;
    return {
      variant,
      stock: readStock(database, variant.id),
      stockLocations: loadStockLocations(database, tenantId),
    };
  };
}
