import { type CanonicalRead, canonicalRead } from "../../../../src/http/cache/canonical.ts";
import { listName } from "../../../../src/http/request/cursor.ts";
import { plainTenant, type Tenant } from "../../../../src/kernel/access/tenant.ts";
import type { Registry } from "../../../../src/kernel/registry.ts";

/** What shoppers ask for: the same in every tenant, where the same handles name other products. */
const asked = [
  { operationId: "getStoreProduct", params: { handle: "lamp" }, query: {} },
  { operationId: "listStoreProducts", params: undefined, query: { sort: "newest" } },
  { operationId: "listStoreProducts", params: undefined, query: { q: "lamp" } },
] as const;

export const storeReads = asked.length;

/** A tenant as the edge knows it. Its settings stay what they are. */
export function shopOf(tenantId: string): Tenant {
  return plainTenant({ id: tenantId, slug: "shop", name: "A shop" });
}

/** A read of a tenant's store in canonical form. */
export function storeRead(registry: Registry, tenant: Tenant, which: number): CanonicalRead {
  const { operationId, params, query } = asked[which % asked.length] ?? asked[0];
  const route = registry.routeById.get(operationId);
  if (route === undefined) throw new Error(`no route is called ${operationId}`);
  const parsed = route.query?.parse(query) ?? {};
  const canonical = canonicalRead(
    route,
    tenant,
    {
      params,
      query: parsed,
      page: { limit: 20, count: false, after: null },
      list: listName(tenant.id, route.operation.name, params, parsed),
      requestedLocales: [],
    },
    { path: route.path, search: "" },
  );
  if (canonical === null) throw new Error(`${operationId} is not reused`);
  return canonical;
}
