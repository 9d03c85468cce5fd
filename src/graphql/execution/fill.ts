import type { StoreRead } from "../../http/cache/canonical.ts";
import { anonymousSession, type FillResult } from "../../http/cache/fill.ts";
import type { Rendered } from "../../http/response/render.ts";
import type { Tenant } from "../../kernel/access/tenant.ts";
import { refusal } from "../../kernel/api/problem.ts";
import { noEffects } from "../../kernel/operation/session.ts";
import { digest } from "../../kernel/values/digest.ts";
import { openInvoker } from "../../operations/open.ts";
import type { Runtime } from "../../operations/runtime.ts";
import { type Freshness, openReadModel } from "../../platform/read-model.ts";
import { positionedReads } from "../../projection/positions/positioned-reads.ts";
import { schemaOf } from "../schema/built.ts";
import type { Host } from "./host.ts";
import type { GraphqlRequest } from "./request.ts";
import { runGraphql } from "./run.ts";
import { sharedReadModel } from "./shared-reads.ts";

/** Reads the answer of a query whose fields are all storefront reads, as an anonymous caller would get it. */
export async function fillGraphql(
  runtime: Runtime,
  tenant: Tenant,
  { query, requestedLocales }: StoreRead,
  freshness: Freshness,
): Promise<FillResult> {
  const reads = positionedReads(openReadModel(runtime.env.DB, freshness, runtime.operationMeter), tenant.id);
  const shared = sharedReadModel(reads.model);
  const invoker = openInvoker(runtime, { readModel: () => shared });
  const session = anonymousSession(tenant, requestedLocales, runtime.now);
  const tags = new Set<string>();
  const host: Host = {
    registry: runtime.registry,
    signer: runtime.signer,
    tenantId: tenant.id,
    requestedLocales,
    traceId: "",
    async call(route, input) {
      const asked = { ...input, tokens: {}, prefers: () => false, respondAsync: false };
      const result = await route.handle(asked, async (operation, given) => {
        const { requestedLocales: languages } = input;
        const answer = await invoker.invoke(operation, given, { ...session, requestedLocales: languages });
        const reuse = operation.kind === "view" ? operation.reuse : null;
        for (const tag of reuse?.tags(given, answer.ok ? answer.value : null) ?? []) tags.add(tag);
        return answer;
      });
      return { result, effects: noEffects() };
    },
    watch: () => Promise.reject(new Error("nothing is followed for everybody")),
  };
  // It travelled as plain data, and was a request before.
  const answer = await runGraphql(host, schemaOf(runtime.registry), query as GraphqlRequest, forEverybody);
  const revision = reads.revision();
  if (answer.status !== 200 || "errors" in answer.body || revision === null) return { refusal: withErrors };
  return {
    stored: { content: await rendered(answer.body), filledAt: runtime.now, revision, tags: [...tags] },
  };
}

const forEverybody = { introspection: false, readOnly: true };

/** Whoever asked runs the query again. */
const withErrors = refusal("invalid-query", "The answer has errors.");

async function rendered(body: unknown): Promise<Rendered> {
  const text = JSON.stringify(body);
  return {
    status: 200,
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      ETag: `"${(await digest(text)).slice(0, 27)}"`,
      "Cache-Control": "no-cache",
      Vary: "Accept-Language, X-Tenant, Authorization",
    },
    body: text,
  };
}
