import { z } from "zod";
import { defineWorkflow } from "../../../kernel/operation/workflow.ts";
import { importReport } from "../import/schema.ts";
import { importStock } from "./command.ts";
import { runInventoryImport } from "./run.ts";

/** Imports Shopify's inventory CSV while it arrives: sets the stock on hand at each location. */
export const importInventory = defineWorkflow({
  name: "catalogue.importInventory",
  access: importStock.access,
  input: z.object({
    file: z.custom<ReadableStream<Uint8Array>>((file) => file instanceof ReadableStream),
    charset: z.string().nullable(),
    dryRun: z.boolean(),
  }),
  output: importReport,
  once: true,
  run: (request, context) => runInventoryImport(context, request),
});
