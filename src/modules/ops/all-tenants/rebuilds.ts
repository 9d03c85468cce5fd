import * as z from "zod";
import { refusalAt } from "../../../kernel/api/problem.ts";
import { defineRoute } from "../../../kernel/api/route.ts";
import { readModelName } from "../../../kernel/delivery/subscription.ts";
import { defineWorkflow, type WorkflowContext } from "../../../kernel/operation/workflow.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { listTenantIds } from "../../tenants/index.ts";
import { requestRebuild } from "../commands.ts";
import { rebuildInput } from "../schema.ts";
import { opsLimits } from "./limits.ts";

/** Objects that are asked at the same time. */
const asked = 20;

const rebuildAllInput = rebuildInput
  .extend({ after: z.string().max(64).default("").describe("`next` of the previous answer.") })
  .strict();

const rebuiltTenants = z.object({
  rebuilding: z.int().describe("Tenants whose rebuild has begun, or was in progress already."),
  unreachable: z
    .array(z.string())
    .describe("Tenants whose object did not answer. Repeat the request for them."),
  next: z.string().nullable().describe("Where the next request goes on, or null if these were all."),
});

/** The names of these shapes in the API. */
export const allTenantsSchemas = { RebuildAllInput: rebuildAllInput, RebuiltTenants: rebuiltTenants };

/** Rebuilds a view, or all views, of every tenant and of the platform itself. */
export const rebuildAllTenants = defineWorkflow({
  name: "ops.rebuildAllTenants",
  access: requestRebuild.access,
  scope: "platform",
  input: rebuildAllInput,
  output: rebuiltTenants,
  ports: ["projections"],
  once: true,
  budget: {
    d1: 0,
    objects: opsLimits.tenantsAtOnce.value + 2,
    reason:
      "Each tenant's object keeps its own rebuild. The platform's object lists the tenants, and has one too.",
  },
  async run({ view, after }, context, { projections: { viewNames } }) {
    if (view !== "all" && !viewNames.includes(view))
      return refused(
        refusalAt("unknown-reference", "/view", `Must be one of: ${["all", ...viewNames].join(", ")}.`),
      );
    const listed = await context.invoke(listTenantIds, { after, limit: opsLimits.tenantsAtOnce.value });
    if (!listed.ok) return listed;
    const { ids, next } = listed.value;
    const tenantIds = after === "" ? ["platform", ...ids] : ids;
    const outcomes: (string | null)[] = [];
    for (let from = 0; from < tenantIds.length; from += asked)
      outcomes.push(
        ...(await Promise.all(
          tenantIds
            .slice(from, from + asked)
            .map((id) => rebuildOne(context, id, view === "all" ? null : view)),
        )),
      );
    const unreachable = outcomes.filter((one) => one !== null);
    return ok({
      rebuilding: tenantIds.length - unreachable.length,
      unreachable,
      next,
    });
  },
});

/** Returns the id of a tenant whose object does not answer, or null. */
async function rebuildOne(
  { invoke }: WorkflowContext,
  tenantId: string,
  view: string | null,
): Promise<string | null> {
  const whole = { kind: "rebuild", fromSeq: null, reason: "requested" } as const;
  const input = { ...whole, subscription: readModelName, view };
  const begun = await invoke(requestRebuild, input, { tenantId, step: tenantId }).catch(() => null);
  if (begun?.ok === true) return null;
  // A tenant that is being created has no object yet, and nothing to rebuild.
  const code = begun?.refusal.code;
  return code === "rebuild-running" || code === "tenant-not-found" ? null : tenantId;
}

export const allTenantsRoutes = [
  defineRoute({
    method: "post",
    path: "/v1/platform/rebuilds",
    tag: "Rebuilds",
    operationId: "rebuildAllTenants",
    summary: "Rebuild a view of every tenant",
    description:
      "Rebuilds one view, or `all` views, of every tenant, some tenants at a time. Repeat with `after` set to `next` until that is null.",
    operation: rebuildAllTenants,
    body: rebuildAllInput,
    input: ({ body }) => body,
    status: 202,
    returns: "How many rebuilds have begun",
    refusals: ["unknown-reference", "idempotency-in-progress"],
  }),
];
