import { defineWorkflow } from "../../../kernel/operation/workflow.ts";
import { importAnswer } from "../jobs/schema.ts";
import { beginImport, importInput } from "../jobs/upload/begin.ts";
import { uploadProducts } from "../jobs/upload/products.ts";
import { importBudget } from "../limits.ts";
import { importProduct } from "./command.ts";
import { runImport } from "./run/run.ts";
import { duplicateSkus } from "./schema.ts";

/** Imports Shopify's product CSV, product by product: while it arrives or, if it is large, as a job. */
export const importProducts = defineWorkflow({
  name: "catalogue.importProducts",
  access: importProduct.access,
  input: importInput.extend({ duplicateSkus }),
  output: importAnswer,
  once: true,
  budget: importBudget,
  run: ({ file, asJob, ...options }, context) =>
    beginImport(
      { file, asJob },
      (short) => runImport(context, { ...options, file: short }),
      (opened) => uploadProducts(context, opened, options),
    ),
});
