import { defineWorkflow } from "../../../kernel/operation/workflow.ts";
import { importAnswer } from "../jobs/schema.ts";
import { beginImport, importInput } from "../jobs/upload/begin.ts";
import { uploadInventory } from "../jobs/upload/inventory.ts";
import { importBudget } from "../limits.ts";
import { importStock } from "./command.ts";
import { runInventoryImport } from "./run.ts";

/**
 * Imports Shopify's inventory CSV: sets the stock on hand at each location, while the file arrives or, if it is large, as a
 * job.
 */
export const importInventory = defineWorkflow({
  name: "catalogue.importInventory",
  access: importStock.access,
  input: importInput,
  output: importAnswer,
  once: true,
  budget: importBudget,
  run: ({ file, asJob, ...options }, context) =>
    beginImport(
      { file, asJob },
      (short) => runInventoryImport(context, { ...options, file: short }),
      (opened) => uploadInventory(context, opened, options),
    ),
});
