import { downloaded } from "../../../kernel/api/reply.ts";
import { defineRoute } from "../../../kernel/api/route.ts";
import { currencySchema } from "../../../kernel/values/money.ts";
import { readExportPage, readMostOptions } from "../../listing/index.ts";
import { catalogueFile } from "./file.ts";

export const exportRoute = defineRoute({
  method: "get",
  path: "/v1/admin/exports/shopify-products",
  summary: "Export all products as Shopify's CSV; importing it again changes nothing",
  access: "products:export",
  replies: {
    200: {
      description: "A row for each variant or image, in the shop's own language and currency",
      mediaType: "text/csv",
    },
  },
  async handle({ services }) {
    const tenant = await services.tenant();
    if (!tenant.ok) return tenant;
    // Read before the answer begins: from then on nothing can be refused any more.
    const options = await services.read(readMostOptions, null);
    if (!options.ok) return options;
    const first = await services.read(readExportPage, { after: "" });
    if (!first.ok) return first;
    const { defaultLocale, defaultCurrency } = tenant.value;
    const view = { defaultLocale, defaultCurrency: currencySchema.parse(defaultCurrency) };
    const readPage = async (after: string) => {
      const page = await services.read(readExportPage, { after });
      if (!page.ok) throw new Error(`the export broke off: ${page.refusal.detail}`);
      return page.value;
    };
    return downloaded(catalogueFile(first.value, readPage, view, options.value), "products.csv");
  },
});
