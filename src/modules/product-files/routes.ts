import { defineRoute } from "../../kernel/api/route.ts";
import { exportProducts } from "./export/workflows.ts";
import { importProducts } from "./import/workflows.ts";
import { fileLimits } from "./limits.ts";

export const fileRoutes = [
  defineRoute<
    { readonly file: ReadableStream<Uint8Array> },
    unknown,
    undefined,
    undefined,
    ReadableStream<Uint8Array>
  >({
    method: "post",
    path: "/v1/admin/imports/shopify-products",
    summary: "Import products from a Shopify CSV. Importing the same file again changes nothing",
    operation: importProducts,
    upload: { mediaType: "text/csv", maxBytes: fileLimits.file.value },
    input: ({ body }) => ({ file: body }),
    returns: "The number of products created, updated, unchanged and failed",
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
