import * as z from "zod";
import { flag } from "../../kernel/api/query-parameters.ts";
import { defineRoute } from "../../kernel/api/route.ts";
import { opaqueId } from "../../kernel/values/id.ts";
import { exportProducts } from "./export/workflows.ts";
import type { ImportRequest } from "./import/run/run.ts";
import { duplicateSkus, importReport } from "./import/schema.ts";
import { importProducts } from "./import/workflows.ts";
import type { InventoryRequest } from "./inventory/run.ts";
import { importInventory } from "./inventory/workflows.ts";
import { cancelImport } from "./jobs/commands.ts";
import { readImport } from "./jobs/queries.ts";
import { type ImportAnswer, importJob } from "./jobs/schema.ts";
import { fileLimits } from "./limits.ts";

const importQuery = z.strictObject({
  /** Reports what the import would do, and writes nothing. */
  dryRun: flag,
  duplicateSkus: duplicateSkus.default("refuse"),
});

const inventoryQuery = importQuery.pick({ dryRun: true }).strict();

const csvUpload = {
  mediaType: "text/csv",
  maxBytes: fileLimits.file.value,
  // Browsers name a CSV after the program that opens it.
  alternatives: [{ mediaType: "application/vnd.ms-excel" }, { mediaType: "text/plain", extension: ".csv" }],
};

const jobParams = z.object({ id: opaqueId });
const jobPath = "/v1/admin/imports/{id}";

/** A file above the limit, or a request with `Prefer: respond-async`, becomes a job. */
const accepted = {
  done: importReport,
  begun: importJob,
  returns: "The import runs as a job: the file is larger than 1 MiB, or `Prefer: respond-async` was sent",
  location: (answer: ImportAnswer) => ("id" in answer ? jobPath.replace("{id}", answer.id) : null),
};

type ProductsRequest = ImportRequest & { readonly asJob: boolean };
type StockRequest = InventoryRequest & { readonly asJob: boolean };

export const fileRoutes = [
  defineRoute<
    ProductsRequest,
    ImportAnswer,
    undefined,
    z.infer<typeof importQuery>,
    ReadableStream<Uint8Array>
  >({
    method: "post",
    path: "/v1/admin/imports/shopify-products",
    tag: "Files",
    operationId: "importShopifyProducts",
    summary: "Import products from a Shopify CSV file",
    description:
      "Creates and updates products by their handles. Importing the same file again changes nothing. Products with errors are kept out and reported, all others are imported.",
    operation: importProducts,
    query: importQuery,
    upload: csvUpload,
    input: ({ body, charset, respondAsync, query: { duplicateSkus, dryRun } }) => ({
      asJob: respondAsync,
      file: body,
      charset,
      duplicateSkus,
      dryRun: dryRun ?? false,
    }),
    returns:
      "The number of products created, updated, unchanged and failed, what was wrong, and the columns that were ignored",
    accepted,
    refusals: ["invalid-csv", "idempotency-in-progress", "imports-running"],
  }),
  defineRoute<
    StockRequest,
    ImportAnswer,
    undefined,
    z.infer<typeof inventoryQuery>,
    ReadableStream<Uint8Array>
  >({
    method: "post",
    path: "/v1/admin/imports/shopify-inventory",
    tag: "Files",
    operationId: "importShopifyInventory",
    summary: "Import stock from a Shopify inventory CSV file",
    description:
      "Sets what is on hand at each location, by SKU, or by handle and option values. Rows with errors are reported, all others are used.",
    operation: importInventory,
    query: inventoryQuery,
    upload: csvUpload,
    input: ({ body, charset, respondAsync, query: { dryRun } }) => ({
      file: body,
      charset,
      asJob: respondAsync,
      dryRun: dryRun ?? false,
    }),
    returns:
      "The number of products updated, unchanged and failed (`created` is 0), what was wrong, and the columns that were ignored",
    accepted,
    refusals: ["invalid-csv", "idempotency-in-progress", "imports-running"],
  }),
  defineRoute({
    method: "get",
    path: jobPath,
    tag: "Files",
    operationId: "getImport",
    summary: "Get an import that runs as a job",
    description: "Reads its progress and, when it has ended, its report.",
    operation: readImport,
    params: jobParams,
    input: ({ params }) => params,
    returns: "The import",
  }),
  defineRoute({
    method: "post",
    path: `${jobPath}/cancel`,
    tag: "Files",
    operationId: "cancelImport",
    summary: "Cancel an import that runs as a job",
    description: "Ends an import. What it has imported stays.",
    operation: cancelImport,
    params: jobParams,
    input: ({ params }) => params,
    returns: "The import",
    refusals: ["invalid-transition"],
  }),
  defineRoute({
    method: "get",
    path: "/v1/admin/exports/shopify-products",
    tag: "Files",
    operationId: "exportShopifyProducts",
    summary: "Export products as a Shopify CSV file",
    description:
      "Streams all products in the tenant's default locale and currency. Importing the file again changes nothing.",
    operation: exportProducts,
    input: () => ({}),
    returns: "A CSV row per variant or image, in the tenant's default locale and currency",
    mediaType: "text/csv",
    fileName: "products.csv",
  }),
];
