import { z } from "zod";
import { listed } from "../../kernel/api/reply.ts";
import { defineRoute, type Services } from "../../kernel/api/route.ts";
import { filterText, listSchema, uncountedPageQuery } from "../../kernel/read/page.ts";
import { ok } from "../../kernel/values/result.ts";
import { auditEntry } from "./schema.ts";
import { type AuditFilter, auditSubscription, listAudit } from "./view.ts";

const ndjson = "application/x-ndjson";
/** Kept as UTC with milliseconds, as entries have it. */
const instant = z.iso
  .datetime({ offset: true })
  .optional()
  .transform((value) => (value === undefined ? null : new Date(value).toISOString()));

const query = z
  .object({
    ...uncountedPageQuery,
    actor: filterText.describe("An actor's id, or its kind."),
    resource: filterText.describe("The id of a thing."),
    type: filterText.describe("A command's name, or the kind of a thing, such as `product`."),
    outcome: z
      .enum(["allowed", "refused"])
      .optional()
      .transform((value) => value ?? null),
    from: instant,
    to: instant,
    format: z.enum(["json", "ndjson"]).optional(),
  })
  .strict();

export const auditRoutes = [
  defineRoute({
    method: "get",
    path: "/v1/admin/audit",
    summary: "Who did what, or was refused: the newest first, or all of it with Accept: application/x-ndjson",
    access: "logs:read",
    query,
    replies: {
      200: {
        description: "A page of entries; as NDJSON all of them, one a line",
        schema: listSchema(auditEntry),
        mediaType: ndjson,
      },
    },
    refusals: ["invalid-cursor"],
    async handle({ query: { limit, cursor: __, format, ...filter }, page, prefers, services }) {
      // Whoever looks wants to find what was done a moment ago.
      await services.catchUp(auditSubscription.name);
      const whole = format === "ndjson" || (format === undefined && prefers(ndjson));
      if (whole) return ok({ status: 200, stream: linesOf(services, filter) });
      return listed(await services.read(listAudit, { ...filter, after: page.after, limit }));
    },
  }),
];

/** Every entry as a line of JSON, read page by page as the caller takes them. */
async function* linesOf(services: Services, filter: AuditFilter): AsyncGenerator<string> {
  let after: Parameters<typeof listAudit>[2]["after"] = null;
  do {
    const page: Awaited<ReturnType<typeof listAudit>> = await services.read(listAudit, {
      ...filter,
      after,
      limit: 500,
    });
    if (!page.ok) throw new Error(page.refusal.detail);
    if (page.value.items.length > 0)
      yield `${page.value.items.map((entry) => JSON.stringify(entry)).join("\n")}\n`;
    after = page.value.next;
  } while (after !== null);
}
