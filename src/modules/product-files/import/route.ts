import { shown } from "../../../kernel/api/reply.ts";
import { defineRoute } from "../../../kernel/api/route.ts";
import { importProduct } from "./command.ts";
import { runImport } from "./run/run.ts";
import { importReport } from "./schema.ts";

const maxBytes = 10 * 1024 * 1024;

export const importRoute = defineRoute<undefined, undefined, ReadableStream<Uint8Array>>({
  method: "post",
  path: "/v1/admin/imports/shopify-products",
  summary: "Import Shopify's product export; importing it again changes nothing",
  access: importProduct.access,
  upload: { mediaType: "text/csv", maxBytes },
  replies: { 200: { description: "What became of the products", schema: importReport } },
  refusals: ["invalid-csv", "idempotency-in-progress"],
  async handle({ body, services }) {
    return shown(await services.once(() => runImport(services, body)));
  },
});
