import { z } from "zod";
import { defineWorkflow } from "../../../kernel/operation/workflow.ts";
import { importAnswer } from "../jobs/schema.ts";
import { uploadInventory } from "../jobs/upload/inventory.ts";
import { openFile } from "../jobs/upload/split.ts";
import { fileLimits, importBudget } from "../limits.ts";
import { importStock } from "./command.ts";
import { runInventoryImport } from "./run.ts";

/**
 * Imports Shopify's inventory CSV: sets the stock on hand at each location, while the file arrives or, if it is large, as a
 * job.
 */
export const importInventory = defineWorkflow({
  name: "catalogue.importInventory",
  access: importStock.access,
  input: z.object({
    file: z.custom<ReadableStream<Uint8Array>>((file) => file instanceof ReadableStream),
    charset: z.string().nullable(),
    dryRun: z.boolean(),
    /** Runs it as a job, whatever its size. */
    asJob: z.boolean().default(false),
  }),
  output: importAnswer,
  once: true,
  budget: importBudget,
  async run({ file, asJob, ...options }, context) {
    const opened = await openFile(file, asJob ? 0 : fileLimits.directImport.value);
    return opened.isShort && !asJob
      ? runInventoryImport(context, { ...options, file: opened.file })
      : uploadInventory(context, opened, options);
  },
});
