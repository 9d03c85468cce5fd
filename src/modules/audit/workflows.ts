import { textStream } from "../../kernel/operation/operation.ts";
import type { Projections } from "../../kernel/operation/ports.ts";
import { defineWorkflow, type WorkflowContext } from "../../kernel/operation/workflow.ts";
import { type Page, pageOutput, uncountedPageRequest } from "../../kernel/read/page.ts";
import { ok, type Result } from "../../kernel/values/result.ts";
import { type AuditEntry, auditEntry } from "./schema.ts";
import { type AuditFilter, auditFilter, auditSubscription, readAudit } from "./view.ts";

const shared = {
  access: readAudit.access,
  scope: "any",
  ports: ["projections"],
  budget: { d1: 1, objects: 0 },
} as const;

/** Lists audit entries, newest first. */
export const listAudit = defineWorkflow({
  ...shared,
  name: "audit.listEntries",
  input: uncountedPageRequest.extend(auditFilter.shape),
  output: pageOutput(auditEntry),
  async run(input, context, { projections }) {
    await catchUp(context, projections);
    return context.invoke(readAudit, input);
  },
});

/** Exports all matching entries as NDJSON. */
export const exportAudit = defineWorkflow({
  ...shared,
  name: "audit.exportEntries",
  input: auditFilter,
  output: textStream,
  async run(filter, context, { projections }) {
    await catchUp(context, projections);
    return ok(linesOf(context, filter));
  },
});

/** Projects pending entries first, because callers expect to see their latest actions. */
function catchUp({ tenantId }: WorkflowContext, projections: Projections): Promise<void> {
  return projections.catchUp(tenantId, auditSubscription.name);
}

/** Yields entries as lines of JSON. Reads the next page only when the caller needs it. */
async function* linesOf({ invoke }: WorkflowContext, filter: AuditFilter): AsyncGenerator<string> {
  let after: Page<AuditEntry>["next"] = null;
  do {
    const page: Result<Page<AuditEntry>> = await invoke(readAudit, { ...filter, after, limit: 500 });
    if (!page.ok) throw new Error(page.refusal.detail);
    if (page.value.items.length > 0)
      yield `${page.value.items.map((entry) => JSON.stringify(entry)).join("\n")}\n`;
    after = page.value.next;
  } while (after !== null);
}
