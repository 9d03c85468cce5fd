import * as z from "zod";
import { shownAs } from "../../kernel/api/query-parameters.ts";
import { defineRoute } from "../../kernel/api/route.ts";
import { opaqueId } from "../../kernel/values/id.ts";
import { exportCursor } from "./export/queries.ts";
import type { exportOperations } from "./export/workflows.ts";
import type { importOperations } from "./import/workflows.ts";
import { transferLimits } from "./limits.ts";
import type { ImportProgress } from "./schema.ts";

const params = z.object({ id: opaqueId });
const mediaType = "application/x-ndjson";
const exportQuery = z.strictObject({ after: exportCursor.optional() });

const importQuery = z.strictObject({
  line: shownAs(
    () =>
      z
        .int()
        .min(1)
        .optional()
        .describe("The number of the first line that is sent, in the whole export. 1 by default."),
    z.coerce.number().int().min(1).max(1_000_000_000).default(1),
  ),
});

interface ImportRequest {
  readonly id: string;
  readonly from: number;
  readonly file: ReadableStream<Uint8Array>;
}

export function transferRoutes(
  { exportTenant }: ReturnType<typeof exportOperations>,
  { importTenant, readTenantImport }: ReturnType<typeof importOperations>,
) {
  return [
    defineRoute({
      method: "get",
      path: "/v1/platform/tenants/{id}/export",
      tag: "Tenants",
      operationId: "exportTenant",
      summary: "Export a tenant",
      description:
        "Returns all contents of the tenant as lines of JSON, the last of which is the trailer. If the response breaks off, drop what follows the last line with the type `checkpoint`, and continue with its `cursor` as `after`. Passwords, API keys, sessions, carts and the log are not part of it.",
      operation: exportTenant,
      params,
      query: exportQuery,
      input: ({ params: { id }, query: { after } }) => ({ id, after: after ?? null }),
      mediaType,
      returns: "A header, a line for each resource, checkpoints and a trailer",
      fileName: "tenant.ndjson",
      refusals: ["invalid-cursor", "export-outdated"],
    }),
    defineRoute<
      ImportRequest,
      ImportProgress,
      z.infer<typeof params>,
      z.infer<typeof importQuery>,
      ReadableStream<Uint8Array>
    >({
      method: "post",
      path: "/v1/platform/tenants/{id}/import",
      tag: "Tenants",
      operationId: "importTenant",
      summary: "Import a tenant's export",
      description:
        "Imports lines of an export into a new tenant, in parts of your choice that end with whole lines. A line that was imported before changes nothing, so a part can be sent again. Until its last line is imported, the tenant accepts no other requests that read or change its contents.",
      operation: importTenant,
      params,
      query: importQuery,
      upload: { mediaType, maxBytes: transferLimits.importPart.value },
      input: ({ params: { id }, query: { line }, body }) => ({ id, from: line, file: body }),
      returns: "How far the import is",
      pointsIntoResource: true,
      refusals: ["tenant-not-empty", "import-gap", "invalid-export", "idempotency-in-progress"],
    }),
    defineRoute({
      method: "get",
      path: "/v1/platform/tenants/{id}/import",
      tag: "Tenants",
      operationId: "getTenantImport",
      summary: "Get a tenant's import",
      description: "Returns how far the import of an export is.",
      operation: readTenantImport,
      params,
      input: ({ params }) => params,
      returns: "How far the import is",
    }),
  ];
}
