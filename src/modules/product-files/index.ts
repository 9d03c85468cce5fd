import type { ModuleParts } from "../../kernel/module.ts";
import { exportProducts } from "./export/workflows.ts";
import { importProduct } from "./import/command.ts";
import { importProducts } from "./import/workflows.ts";
import { fileLimits } from "./limits.ts";
import { fileRoutes } from "./routes.ts";

/** Import and export of products in Shopify's CSV format. */
export const productFiles = {
  operations: [importProducts, importProduct, exportProducts],
  routes: fileRoutes,
  limits: Object.values(fileLimits),
} satisfies ModuleParts;
