import { anonymous } from "../../kernel/access/actor.ts";
import { noGrants } from "../../kernel/access/permission.ts";
import type { Tenant } from "../../kernel/access/tenant.ts";
import type { Refusal } from "../../kernel/api/problem.ts";
import type { Route } from "../../kernel/api/route.ts";
import { noEffects, type Session } from "../../kernel/operation/session.ts";
import { newUlid } from "../../kernel/values/id.ts";
import { openInvoker } from "../../operations/open.ts";
import type { Runtime } from "../../operations/runtime.ts";
import { type Freshness, openReadModel } from "../../platform/read-model.ts";
import { positionedReads } from "../../projection/positions/positioned-reads.ts";
import { render } from "../response/render.ts";
import type { StoredAnswer } from "./answer.ts";
import { requestOf, reuseOf, type StoreRead } from "./canonical.ts";

/** An answer that may be stored, or a refusal that may not. */
export type FillResult = { readonly stored: StoredAnswer } | { readonly refusal: Refusal };

/** Reads the answer of a storefront read, as an anonymous caller would get it. One round trip to D1 for most. */
export async function fillAnswer(
  runtime: Runtime,
  tenant: Tenant,
  read: StoreRead,
  freshness: Freshness,
): Promise<FillResult> {
  const route = routeOf(runtime, read.operationId);
  const reads = positionedReads(openReadModel(runtime.env.DB, freshness, runtime.operationMeter), tenant.id);
  const invoker = openInvoker(runtime, { readModel: () => reads.model });
  const session = {
    ...anonymousSession(tenant, read.requestedLocales, runtime.now),
    origin: read.origin,
  };
  let tags: readonly string[] = [];
  const reply = await route.handle(requestOf(read), async (operation, input) => {
    const result = await invoker.invoke(operation, input, session);
    tags = reuseOf(route)?.tags(input, result.ok ? result.value : null) ?? [];
    return result;
  });
  const revision = reads.revision();
  const isStorable = reply.ok || reply.refusal.code === "not-found";
  if (!isStorable || revision === null) {
    if (!reply.ok) return { refusal: reply.refusal };
    throw new Error(`${read.operationId} is reused, but reads nothing from the read model`);
  }
  const content = reply.ok
    ? await render(runtime.signer, route, reply.value, read)
    : { refusal: reply.refusal };
  return { stored: { content, filledAt: runtime.now, revision, tags } };
}

function routeOf({ registry }: Runtime, operationId: string): Route {
  const route = registry.routeById.get(operationId);
  if (route === undefined) throw new Error(`no route is called ${operationId}`);
  return route;
}

/** The session of a read for everybody. */
export function anonymousSession(tenant: Tenant, requestedLocales: readonly string[], now: number): Session {
  return {
    actor: anonymous,
    grants: noGrants,
    tenant,
    bearsToken: false,
    idempotency: null,
    ifMatch: null,
    consistencyToken: null,
    requestedLocales,
    now,
    correlationId: newUlid(now, Math.random),
    effects: noEffects(),
  };
}
