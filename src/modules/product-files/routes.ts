import { z } from "zod";
import { flag } from "../../kernel/api/query-parameters.ts";
import { defineRoute } from "../../kernel/api/route.ts";
import { exportProducts } from "./export/workflows.ts";
import type { ImportRequest } from "./import/run/run.ts";
import { duplicateSkus } from "./import/schema.ts";
import { importProducts } from "./import/workflows.ts";
import type { InventoryRequest } from "./inventory/run.ts";
import { importInventory } from "./inventory/workflows.ts";
import { fileLimits } from "./limits.ts";

const importQuery = z
  .object({
    /** Reports what the import would do, and writes nothing. */
    dryRun: flag,
    duplicateSkus: duplicateSkus.default("refuse"),
  })
  .strict();

const inventoryQuery = importQuery.pick({ dryRun: true }).strict();

const csvUpload = {
  mediaType: "text/csv",
  maxBytes: fileLimits.file.value,
  // Browsers name a CSV after the program that opens it.
  alternatives: [{ mediaType: "application/vnd.ms-excel" }, { mediaType: "text/plain", extension: ".csv" }],
};

export const fileRoutes = [
  defineRoute<ImportRequest, unknown, undefined, z.infer<typeof importQuery>, ReadableStream<Uint8Array>>({
    method: "post",
    path: "/v1/admin/imports/shopify-products",
    summary: "Import products from a Shopify CSV. Importing the same file again changes nothing",
    operation: importProducts,
    query: importQuery,
    upload: csvUpload,
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
  defineRoute<
    InventoryRequest,
    unknown,
    undefined,
    z.infer<typeof inventoryQuery>,
    ReadableStream<Uint8Array>
  >({
    method: "post",
    path: "/v1/admin/imports/shopify-inventory",
    summary:
      "Import stock from a Shopify inventory CSV: sets what is on hand at each location, by SKU, or by handle and options",
    operation: importInventory,
    query: inventoryQuery,
    upload: csvUpload,
    input: ({ body, charset, query: { dryRun } }) => ({ file: body, charset, dryRun: dryRun ?? false }),
    returns:
      "The number of products updated, unchanged and failed (`created` is 0), what was wrong, and the columns that were ignored",
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
