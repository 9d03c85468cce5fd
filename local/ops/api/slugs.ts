import type { Api } from "./api.ts";
import { shownTenant } from "./shapes.ts";

/** The slugs of tenants by id, as pairs, so that JSON can show them. Without the read model there are none. */
export async function slugsOf(api: Api): Promise<readonly (readonly [id: string, slug: string])[]> {
  const slugs: (readonly [string, string])[] = [["platform", "(platform)"]];
  for await (const { id, slug } of api.items("/v1/platform/tenants", shownTenant, { tenant: null }))
    slugs.push([id, slug]);
  return slugs;
}
