import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import type { Context } from "../../../kernel/write/command.ts";
import { unknownGroups } from "../../collections/index.ts";
import { unknownNodes, unknownTerms } from "../../content/index.ts";
import { unknownProducts } from "../../products/index.ts";
import { loadSettings } from "../../tenants/index.ts";
import type { MenuFacts } from "./rules.ts";
import type { MenuInput, MenuPatch } from "./schema.ts";
import { ownerOfLocation } from "./store.ts";
import { keyOf, type TargetType, targetsOf } from "./targets.ts";

const unknownOf: Record<TargetType, (database: TenantDatabase, ids: readonly string[]) => readonly string[]> =
  {
    page: (database, ids) => unknownNodes(database, "page", ids),
    post: (database, ids) => unknownNodes(database, "post", ids),
    collection: (database, ids) => unknownGroups(database, "collection", ids),
    category: (database, ids) => unknownGroups(database, "category", ids),
    contentCategory: (database, ids) => unknownTerms(database, "contentCategory", ids),
    product: unknownProducts,
  };

/** What a menu that is written depends on. One statement for each type of thing that its items lead to. */
export function loadFacts(
  database: TenantDatabase,
  { location, items = [] }: MenuInput | MenuPatch,
  context: Pick<Context, "tenantId">,
): MenuFacts {
  const idsByType = Map.groupBy(targetsOf(items), ({ type }) => type);
  const unknown = [...idsByType].flatMap(([type, targets]) =>
    unknownOf[type](
      database,
      targets.map(({ id }) => id),
    ).map((id) => keyOf({ type, id })),
  );
  return {
    ownerOfLocation: location === undefined ? null : ownerOfLocation(database, location),
    unknown: new Set(unknown),
    locales: loadSettings(database, context).locales,
  };
}
