import { z } from "zod";
import { defineWorkflow } from "../../../kernel/operation/workflow.ts";
import { importAnswer } from "../jobs/schema.ts";
import { uploadProducts } from "../jobs/upload/products.ts";
import { openFile } from "../jobs/upload/split.ts";
import { fileLimits, importBudget } from "../limits.ts";
import { importProduct } from "./command.ts";
import { runImport } from "./run/run.ts";
import { duplicateSkus } from "./schema.ts";

/** Imports Shopify's product CSV, product by product: while it arrives or, if it is large, as a job. */
export const importProducts = defineWorkflow({
  name: "catalogue.importProducts",
  access: importProduct.access,
  input: z.object({
    file: z.custom<ReadableStream<Uint8Array>>((file) => file instanceof ReadableStream),
    charset: z.string().nullable(),
    duplicateSkus,
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
      ? runImport(context, { ...options, file: opened.file })
      : uploadProducts(context, opened, options);
  },
});
