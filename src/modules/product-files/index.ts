import type { ModuleParts } from "../../kernel/module.ts";
import { moduleEnabled, tenantResumed } from "../tenants/index.ts";
import { exportProducts } from "./export/workflows.ts";
import { importProduct } from "./import/command.ts";
import { importSchemas } from "./import/schema.ts";
import { importProducts } from "./import/workflows.ts";
import { importStock } from "./inventory/command.ts";
import { readImportLocations } from "./inventory/queries.ts";
import { importInventory } from "./inventory/workflows.ts";
import { cancelImport } from "./jobs/commands.ts";
import { readImport } from "./jobs/queries.ts";
import { batchPauseMs, runImports } from "./jobs/run-command.ts";
import { jobSchemas } from "./jobs/schema.ts";
import { jobMigration } from "./jobs/store.ts";
import { inventoryUpload, productUpload } from "./jobs/upload-commands.ts";
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
    ...[productUpload, inventoryUpload].flatMap(({ begin, store, queue, discard }) => [
      begin,
      store,
      queue,
      discard,
    ]),
    readImport,
    cancelImport,
    exportProducts,
  ],
  schemas: [importSchemas, jobSchemas],
  migrations: [jobMigration],
  scheduledJobs: [runImports],
  jobBursts: [{ job: runImports, runs: 50, pauseMs: batchPauseMs }],
  jobTriggers: [tenantResumed, moduleEnabled].map((event) => ({ event, job: runImports })),
  routes: fileRoutes,
  limits: Object.values(fileLimits),
} satisfies ModuleParts;
