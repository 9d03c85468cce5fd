import type { ModuleParts } from "../../kernel/module.ts";
import { exportProducts } from "./export/workflows.ts";
import { importProduct } from "./import/command.ts";
import { importProducts } from "./import/workflows.ts";
import { fileRoutes } from "./routes.ts";

/** Products as Shopify's files have them: import and export. */
export const productFiles = {
  operations: [importProducts, importProduct, exportProducts],
  routes: fileRoutes,
} satisfies ModuleParts;
