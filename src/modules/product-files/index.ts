import type { ModuleParts } from "../../kernel/module.ts";
import { exportProducts } from "./export/workflows.ts";
import { importProduct } from "./import/command.ts";
import { importProducts } from "./import/workflows.ts";
import { importStock } from "./inventory/command.ts";
import { readImportLocations } from "./inventory/queries.ts";
import { importInventory } from "./inventory/workflows.ts";
import { fileLimits } from "./limits.ts";
import { fileRoutes } from "./routes.ts";

/** Import and export of products, and import of stock, in Shopify's CSV formats. */
export const productFiles = {
  operations: [
    importProducts,
    importProduct,
    importInventory,
    importStock,
    readImportLocations,
    exportProducts,
  ],
  routes: fileRoutes,
  limits: Object.values(fileLimits),
} satisfies ModuleParts;
