import type { ModuleParts } from "../../kernel/module.ts";
import { exportRoute } from "./export/route.ts";
import { importProduct } from "./import/command.ts";
import { importRoute } from "./import/route.ts";

/** Products as Shopify's files have them: import and export. */
export const productFiles = {
  commands: [importProduct],
  routes: [importRoute, exportRoute],
} satisfies ModuleParts;
