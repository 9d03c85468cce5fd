import * as z from "zod";
import type { Target } from "../../../kernel/delivery/reaction.ts";
import { pageOf, pageOutput, pageRequest } from "../../../kernel/read/page.ts";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { includesType } from "../sending/filters.ts";
import { noSuchEndpoint } from "./rules.ts";
import { endpointResponse } from "./schema.ts";
import { sealedSecrets } from "./secrets-store.ts";
import { endpointResponseOf, readEndpoint, readEndpoints } from "./store.ts";

const byId = z.object({ id: opaqueId });

/** A tenant's endpoints, oldest first. There are few, so the object lists them itself. */
export const listEndpoints = defineObjectQuery({
  name: "webhooks.listEndpoints",
  access: "webhooks:list",
  input: pageRequest,
  output: pageOutput(endpointResponse),
  run(database, { limit, after, count }) {
    const all = readEndpoints(database);
    const rest = after === null ? all : all.filter(({ id }) => id > String(after[0]));
    const page = pageOf(
      rest,
      limit,
      ({ id }) => [id],
      ({ id }) => endpointResponseOf(database, id),
    );
    return ok({ ...page, totalCount: count ? all.length : undefined });
  },
});

export const readOneEndpoint = defineObjectQuery({
  name: "webhooks.readEndpoint",
  access: "webhooks:read",
  input: byId,
  output: endpointResponse,
  run: (database, { id }) =>
    readEndpoint(database, id) === undefined ? refused(noSuchEndpoint) : ok(endpointResponseOf(database, id)),
});

/** The endpoints as targets of the reaction that sends. */
export function webhookTargets(database: TenantDatabase): readonly Target[] {
  return readEndpoints(database).map(({ id, events, status }) => ({
    id,
    wants: (type) => includesType(events, type),
    isPaused: status === "paused",
  }));
}

/** Whereto a delivery goes, and the sealed secrets that sign it. */
export const sendingTo = z.object({ id: z.string(), url: z.string(), sealed: z.array(z.string()) });
export type SendingTo = z.infer<typeof sendingTo>;

/** What a delivery needs, also one that was under way when the endpoint was paused. Null once the endpoint is deleted. */
export const readSendingTo = defineObjectQuery({
  name: "webhooks.readSendingTo",
  access: "webhooks:read",
  internal: true,
  whileSuspended: true,
  input: byId,
  output: sendingTo.nullable(),
  run(database, { id }, { now }) {
    const found = readEndpoint(database, id);
    if (found === undefined) return ok(null);
    return ok({ id, url: found.url, sealed: [...sealedSecrets(database, id, now)] });
  },
});
