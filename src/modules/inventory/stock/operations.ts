import { transferStock } from "../transfers/commands.ts";
import { adjustStock, setStock, setStockBySku } from "./commands.ts";
import { readInventory, readMovements } from "./queries.ts";
import type { StockedVariants } from "./variants.ts";

export type StockOperations = ReturnType<typeof stockOperations>;

/** The operations on the stock of variants. */
export function stockOperations(variants: StockedVariants) {
  return {
    setStock: setStock(variants),
    adjustStock: adjustStock(variants),
    setStockBySku: setStockBySku(variants),
    transferStock: transferStock(variants),
    readInventory: readInventory(variants),
    readMovements: readMovements(variants),
  };
}
