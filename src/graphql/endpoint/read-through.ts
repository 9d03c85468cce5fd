import type { CanonicalRead } from "../../http/cache/canonical.ts";
import { readThrough as readThroughCache } from "../../http/cache/edge.ts";
import { isolateCache } from "../../http/cache/isolate/isolate-cache.ts";
import { cachedResponse } from "../../http/cache/read-through.ts";
import { edgeDepsOf, isReusable, sentTo } from "../../http/cache/stage.ts";
import type { Authenticated } from "../../http/stages/authenticate.ts";
import type { WithHeaders } from "../../http/stages/headers.ts";
import type { Matched, Stage } from "../../http/stages/stage.ts";
import type { Located } from "../../http/stages/tenant.ts";
import { pricingOf, type Tenant } from "../../kernel/access/tenant.ts";
import { firstPage } from "../../kernel/read/page.ts";
import { canonicalJson, digest } from "../../kernel/values/digest.ts";
import { acceptedLocales, servedLocales } from "../../kernel/values/locale.ts";
import { ok } from "../../kernel/values/result.ts";
import type { GraphqlRequest } from "../execution/request.ts";
import type { WithQuery } from "./read-request.ts";

type Needs = Matched & Authenticated & Located & WithHeaders & WithQuery;

/**
 * Answers queries by GET through the cache of storefront reads, if all that they read is kept there. They are as fresh as those
 * reads are.
 */
export const readThrough: Stage<Needs> = {
  name: "graphql-read-through",
  refuses: [],
  async run(known) {
    const { scope, route, tenant, headers } = known;
    if (
      tenant === null ||
      route.method !== "get" ||
      headers.consistencyToken !== undefined ||
      !isReusable(known)
    )
      return ok({});
    if (!(await isKept(known))) {
      scope.observed.cache = "bypass";
      scope.answerHeaders.set("Cache-Status", "rustok; fwd=bypass");
      return ok({});
    }
    const canonical = await canonicalOf(known, tenant);
    isolateCache.reads.set(sentTo(known, tenant), canonical);
    const found = await readThroughCache(edgeDepsOf(scope), tenant, canonical);
    // An answer with errors is nobody else's. It is made again, for this caller.
    if ("refusal" in found || "refusal" in found.answer.stored.content) return ok({});
    return cachedResponse(scope, found, found.answer.stored.content);
  },
};

/** Whether every route that the query may call is one whose answers are reused. */
async function isKept({ scope, graphql }: Needs): Promise<boolean> {
  const { fieldRoutesOf, schemaOf } = await import("../engine.ts");
  const routes = fieldRoutesOf(schemaOf(scope.registry), graphql);
  if (routes === null || routes.size === 0) return false;
  return [...routes].every((operationId) => {
    const operation = scope.registry.routeById.get(operationId)?.operation;
    return operation?.kind === "view" && operation.reuse !== null && operation.access === "public";
  });
}

async function canonicalOf({ scope, route, graphql }: Needs, tenant: Tenant): Promise<CanonicalRead> {
  const { query, operationName, variables } = graphql;
  const requestedLocales = acceptedLocales(scope.request.headers.get("Accept-Language") ?? "");
  const locales = servedLocales(requestedLocales, tenant).join();
  const list = canonicalJson([tenant.id, route.operationId]);
  const key = canonicalJson([
    list,
    await digest(query),
    operationName,
    variables,
    tenant.defaultCurrency,
    { ...pricingOf(tenant) },
    locales,
  ]);
  return {
    key,
    space: "pages",
    read: {
      operationId: route.operationId,
      params: {},
      query: { query, operationName, variables } satisfies GraphqlRequest,
      page: firstPage,
      list,
      requestedLocales,
      path: scope.path,
      search: "",
    },
  };
}
