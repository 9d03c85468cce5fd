import type { ModuleParts } from "../../kernel/module.ts";
import { groupAdminRoutes } from "./admin-routes.ts";
import { groupCommands } from "./commands.ts";
import { allGroupEvents } from "./events.ts";
import { groupLimits } from "./limits.ts";
import type { UnknownProducts } from "./members/commands.ts";
import { groupSchemas } from "./schema.ts";
import { groupAggregate, migrations } from "./store.ts";
import { groupStoreRoutes } from "./store-routes.ts";
import { groupTransfer } from "./transfer/store.ts";
import { groupQueries } from "./view/list-groups.ts";
import { groupView } from "./view/project-groups.ts";

export { allGroupEvents } from "./events.ts";
export { decideWithout } from "./rules.ts";
export { type GroupState, groupState, type ProductGroup } from "./schema.ts";
export { groupIdsByProduct, groupsHolding, groupsOfProduct, unknownGroups } from "./store.ts";
export { groupsTag } from "./view/cache-tags.ts";
export { currentGroupHandle } from "./view/current-handle.ts";
export {
  companionsOf,
  type GroupFilters,
  groupsColumn,
  groupsIn,
  inGroups,
  membersOf,
} from "./view/membership.ts";
export { firstOfNamed, membersOfNamed } from "./view/named-members.ts";
export { type CollectionOrder, readCollectionOrder } from "./view/order.ts";

/** Collections and categories of products. The caller passes in the lookup for product ids. */
export function collections(unknownProducts: UnknownProducts): ModuleParts {
  const kinds = (["collection", "category"] as const).map((kind) => ({
    kind,
    commands: groupCommands(kind, unknownProducts),
    queries: groupQueries(kind),
  }));
  return {
    limits: Object.values(groupLimits),
    migrations,
    aggregates: kinds.map(({ kind }) => groupAggregate(kind)),
    events: allGroupEvents,
    transfers: kinds.map(({ kind }) => groupTransfer(kind)),
    operations: kinds.flatMap(({ commands, queries }) => [
      ...Object.values(commands),
      ...Object.values(queries),
    ]),
    views: [groupView],
    schemas: [groupSchemas],
    routes: [
      ...kinds.flatMap(({ kind, queries }) => groupStoreRoutes(kind, queries)),
      ...kinds.flatMap(({ kind, commands, queries }) => groupAdminRoutes(kind, commands, queries)),
    ],
  };
}
