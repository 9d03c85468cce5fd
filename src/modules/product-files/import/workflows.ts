import { z } from "zod";
import { defineWorkflow } from "../../../kernel/operation/workflow.ts";
import { importProduct } from "./command.ts";
import { runImport } from "./run/run.ts";
import { duplicateSkus, importReport } from "./schema.ts";

/** Imports Shopify's product CSV while it arrives, product by product. */
export const importProducts = defineWorkflow({
  name: "catalogue.importProducts",
  access: importProduct.access,
  input: z.object({
    file: z.custom<ReadableStream<Uint8Array>>((file) => file instanceof ReadableStream),
    charset: z.string().nullable(),
    duplicateSkus,
    dryRun: z.boolean(),
  }),
  output: importReport,
  once: true,
  run: (request, context) => runImport(context, request),
});
