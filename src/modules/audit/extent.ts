import { actions, type Permission } from "../../kernel/access/permission.ts";
import type { ViewContext } from "../../kernel/read/query.ts";
import { type Fragment, join, sql } from "../../kernel/storage/sql.ts";

/**
 * Whether the entry `a` is about something that the caller's grants do not let it see. Null if there is no such thing. Only
 * conditions hide: who may read the audit log sees what is said of resources that it has no permission on, too.
 */
export function hiddenFrom(
  tenantId: string,
  { extentOf, modules }: Pick<ViewContext, "extentOf" | "modules">,
): Fragment | null {
  const hidden = modules
    .flatMap(({ conditional = [] }) => conditional)
    .flatMap(({ resource, aggregates }) => {
      const granted = (["read", "list", ...actions, "manage"] as const).map((action) =>
        // The registry knows the resource.
        extentOf(`${resource}:${action}` as Permission),
      );
      const extent = granted.find((one) => one !== null) ?? "any";
      if (extent === "any") return [];
      return Object.entries(aggregates).map(([type, { among }]) => {
        const id = sql`(one.value ->> 'id')`;
        const visible = among === null ? sql`false` : among(tenantId, extent, id);
        return sql`(one.value ->> 'type' = ${type} AND NOT ${visible})`;
      });
    });
  if (hidden.length === 0) return null;
  return sql`EXISTS (SELECT 1 FROM json_each(a.resources) AS one WHERE ${join(hidden, " OR ")})`;
}
