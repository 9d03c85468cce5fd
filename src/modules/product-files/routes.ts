import { z } from "zod";
import { flag } from "../../kernel/api/query-parameters.ts";
import { defineRoute } from "../../kernel/api/route.ts";
import { exportProducts } from "./export/workflows.ts";
import type { ImportRequest } from "./import/run/run.ts";
import { duplicateSkus } from "./import/schema.ts";
import { importProducts } from "./import/workflows.ts";
import { fileLimits } from "./limits.ts";

const importQuery = z
  .object({
    /** Reports what the import would do, and writes nothing. */
    dryRun: flag,
    duplicateSkus: duplicateSkus.default("refuse"),
  })
  .strict();

export const fileRoutes = [
  defineRoute<ImportRequest, unknown, undefined, z.infer<typeof importQuery>, ReadableStream<Uint8Array>>({
    method: "post",
    path: "/v1/admin/imports/shopify-products",
    summary: "Import products from a Shopify CSV. Importing the same file again changes nothing",
    operation: importProducts,
    query: importQuery,
    upload: {
      mediaType: "text/csv",
      maxBytes: fileLimits.file.value,
      // Browsers name a CSV after the program that opens it.
      alternatives: [
        { mediaType: "application/vnd.ms-excel" },
        { mediaType: "text/plain", extension: ".csv" },
      ],
    },
    input: ({ body, charset, query: { duplicateSkus, dryRun } }) => ({
      file: body,
      charset,
      duplicateSkus,
      dryRun: dryRun ?? false,
    }),
    returns:
      "The number of products created, updated, unchanged and failed, what was wrong, and the columns that were ignored",
    refusals: ["invalid-csv", "idempotency-in-progress"],
  }),
  defineRoute({
    method: "get",
    path: "/v1/admin/exports/shopify-products",
    summary: "Export all products as a Shopify CSV. Importing it again changes nothing",
    operation: exportProducts,
    input: () => ({}),
    returns: "A CSV row per variant or image, in the tenant's default locale and currency",
    mediaType: "text/csv",
    fileName: "products.csv",
  }),
];
