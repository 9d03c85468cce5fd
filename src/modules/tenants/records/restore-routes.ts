import { z } from "zod";
import { refusal, refusalAt } from "../../../kernel/api/problem.ts";
import { defineRoute, type Services } from "../../../kernel/api/route.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import { readTenantRecord } from "../queries.ts";
import { beginEpoch } from "./commands.ts";

const begun = z.object({
  epoch: z.int(),
  /** False where the platform keeps no history of objects: then what is stored has to be put back by hand. */
  restored: z.boolean(),
});

export const restoreRoutes = [
  defineRoute({
    method: "post",
    path: "/v1/platform/tenants/{id}/restores",
    summary:
      "Put a tenant back to an earlier time: what has happened since is undone, its views are made anew",
    access: beginEpoch.access,
    tenancy: "none",
    params: z.object({ id: opaqueId }),
    body: z.object({ at: z.iso.datetime({ offset: true }) }).strict(),
    replies: { 202: { description: "The epoch that begins", schema: begun } },
    refusals: ["idempotency-in-progress"],
    async handle({ params, body, services, now }) {
      const restored = await services.once(() => restore(services, params.id, Date.parse(body.at), now));
      return restored.ok ? ok({ status: 202, body: restored.value }) : restored;
    },
  }),
];

async function restore(
  services: Services,
  tenantId: string,
  at: number,
  now: number,
): Promise<Result<z.infer<typeof begun>>> {
  const record = await services.ask(readTenantRecord, { id: tenantId }, { tenantId: "platform" });
  if (!record.ok) return record;
  const { id, version, epoch, createdAt } = record.value;
  if (!services.versionMatches(version))
    return refused(refusal("version-mismatch", `The current version is "${version}".`));
  if (at > now || at < Date.parse(createdAt))
    return refused(refusalAt("validation-failed", "/at", "A time since the tenant was made, and past."));
  const restored = await services.restore(id, at, epoch);
  await services.project("platform");
  await services.forgetTenant(record.value);
  return ok(restored);
}
