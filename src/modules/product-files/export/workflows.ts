import * as z from "zod";
import { textStream } from "../../../kernel/operation/operation.ts";
import { defineWorkflow } from "../../../kernel/operation/workflow.ts";
import { currencySchema } from "../../../kernel/values/money.ts";
import { ok } from "../../../kernel/values/result.ts";
import { readExport, readMostOptions } from "../../listing/index.ts";
import { catalogueFile } from "./file.ts";

/** Exports all products in Shopify's product CSV format. */
export const exportProducts = defineWorkflow({
  name: "catalogue.exportProducts",
  access: readExport.access,
  isLimited: true,
  input: z.object({}),
  output: textStream,
  budget: { d1: 2, objects: 0 },
  async run(_, { tenant, invoke, pause }) {
    const known = await tenant();
    if (!known.ok) return known;
    // Read these before the response starts: after that, the export can't be refused.
    const options = await invoke(readMostOptions, {});
    if (!options.ok) return options;
    const first = await invoke(readExport, { after: "" });
    if (!first.ok) return first;
    const { defaultLocale, defaultCurrency } = known.value;
    const view = { defaultLocale, defaultCurrency: currencySchema.parse(defaultCurrency) };
    const readPage = async (after: string) => {
      const page = await invoke(readExport, { after });
      if (!page.ok) throw new Error(`export interrupted: ${page.refusal.detail}`);
      return page.value;
    };
    return ok(catalogueFile(first.value, readPage, view, options.value, pause));
  },
});
