import * as z from "zod";
import { textStream } from "../../../kernel/operation/operation.ts";
import { defineWorkflow, type WorkflowContext } from "../../../kernel/operation/workflow.ts";
import type { ObjectQuery } from "../../../kernel/read/query.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { ok } from "../../../kernel/values/result.ts";
import { readTenantRecord } from "../../tenants/index.ts";
import type { Parts } from "../parts.ts";
import { recordExport } from "./commands.ts";
import { exportCursor, exportPageQuery } from "./queries.ts";

interface ExportPage {
  readonly text: string;
  readonly cursor: string | null;
}

/** Exports all contents of a tenant as lines of JSON. */
export function exportOperations(parts: Parts) {
  const readExportPage = exportPageQuery(parts);
  const exportTenant = defineWorkflow({
    name: "transfers.exportTenant",
    access: "tenants:export",
    scope: "platform",
    input: z.object({ id: opaqueId, after: exportCursor.nullable() }),
    output: textStream,
    budget: {
      d1: 0,
      objects: 3,
      reason: "It finds the tenant, records in its audit log that it is exported, and reads the first page.",
    },
    async run({ id: named, after }, context) {
      const record = await context.invoke(readTenantRecord, { id: named });
      if (!record.ok) return record;
      const inTenant = { tenantId: record.value.id, unguarded: true, unkeyed: true } as const;
      const recorded = await context.invoke(recordExport, {}, inTenant);
      if (!recorded.ok) return recorded;
      // Read before the response starts: after that, the export can't be refused.
      const first = await context.invoke(readExportPage, { cursor: after }, inTenant);
      return first.ok ? ok(pagesOf(context, readExportPage, inTenant, first.value)) : first;
    },
  });
  return { recordExport, readExportPage, exportTenant };
}

/** Yields page after page. Reads the next page only when the caller needs it. */
async function* pagesOf(
  { invoke }: WorkflowContext,
  readExportPage: ObjectQuery<{ cursor: string | null }, ExportPage>,
  inTenant: { readonly tenantId: string },
  first: ExportPage,
): AsyncGenerator<string> {
  let page = first;
  for (;;) {
    yield page.text;
    if (page.cursor === null) return;
    const next = await invoke(readExportPage, { cursor: page.cursor }, inTenant);
    if (!next.ok) throw new Error(`export interrupted: ${next.refusal.detail}`);
    page = next.value;
  }
}
