import * as z from "zod";
import { defineCustomRoute, defineRoute } from "../../kernel/api/route.ts";
import { filterText, requestFilter, traceFilter, uncountedPageQuery } from "../../kernel/read/page.ts";
import { ok } from "../../kernel/values/result.ts";
import { verifyAudit } from "./verification.ts";
import { exportAudit, listAudit } from "./workflows.ts";

const ndjson = "application/x-ndjson";
/** UTC with milliseconds, as in audit entries. */
const instant = z.iso
  .datetime({ offset: true })
  .optional()
  .transform((value) => (value === undefined ? null : new Date(value).toISOString()));

const query = z.strictObject({
  ...uncountedPageQuery,
  actor: filterText.describe("An actor's id, or its kind."),
  resource: filterText.describe("The id of a resource."),
  type: filterText.describe(
    "A command's name, or a kind of resource such as `product`. Counts of refusals are found by the commands they count, or by `audit.countRefusals`.",
  ),
  outcome: z
    .enum(["allowed", "refused"])
    .optional()
    .transform((value) => value ?? null),
  trace: traceFilter,
  request: requestFilter,
  from: instant,
  to: instant,
  format: z.enum(["json", "ndjson"]).optional(),
});

export const auditRoutes = [
  /** One path for two operations. The `Accept` header selects the operation. */
  defineCustomRoute({
    method: "get",
    path: "/v1/admin/audit",
    tag: "Audit log",
    operationId: "listAuditEntries",
    summary: "List audit log entries",
    description:
      "Lists who did what, when and from where, and what was refused, newest first. With `Accept: application/x-ndjson` or `format=ndjson`, exports all entries that match.",
    operation: listAudit,
    query,
    returns: "A page of entries, or all entries as NDJSON, one per line",
    mediaType: ndjson,
    refusals: ["invalid-cursor"],
    async handle({ query: { limit, cursor: _, format, ...filter }, page, prefers }, invoke) {
      if (format === "ndjson" || (format === undefined && prefers(ndjson))) {
        const exported = await invoke(exportAudit, filter);
        return exported.ok ? ok({ status: 200, stream: exported.value }) : exported;
      }
      const listed = await invoke(listAudit, { ...filter, after: page.after, limit });
      return listed.ok ? ok({ status: 200, page: listed.value }) : listed;
    },
  }),
  defineRoute({
    method: "get",
    path: "/v1/admin/audit/verification",
    tag: "Audit log",
    operationId: "verifyAuditLog",
    summary: "Verify the audit log",
    description:
      "Checks that no entry was changed or removed since it was written, the oldest entries first, and lists those that were, also those from which a person was erased. A page covers up to 500 entries and may be empty: follow `nextCursor` to the end.",
    operation: verifyAudit,
    query: z.strictObject({ cursor: uncountedPageQuery.cursor }),
    input: ({ page: { after } }) => ({ after }),
    returns: "A page of entries that are not as they were written",
    refusals: ["invalid-cursor"],
  }),
];
