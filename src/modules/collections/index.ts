import type { ModuleParts } from "../../kernel/module.ts";
import { groupAdminRoutes } from "./admin-routes.ts";
import { groupCommands, type UnknownProducts } from "./commands.ts";
import { allGroupEvents } from "./events.ts";
import { groupAggregate } from "./store.ts";
import { groupStoreRoutes } from "./store-routes.ts";
import { groupView } from "./view/project-groups.ts";

export { decideWithout } from "./rules.ts";
export type { GroupState, ProductGroup } from "./schema.ts";
export { groupsHolding, groupsOfProduct } from "./store.ts";
export { type GroupFilters, groupsColumn, inGroups, membersOf } from "./view/membership.ts";

/** Collections and categories: what products are found in. Which ids are products, their owner says. */
export function collections(unknownProducts: UnknownProducts): ModuleParts {
  const commandsOf = {
    collection: groupCommands("collection", unknownProducts),
    category: groupCommands("category", unknownProducts),
  };
  const kinds = ["collection", "category"] as const;
  return {
    aggregates: kinds.map(groupAggregate),
    events: allGroupEvents,
    commands: kinds.flatMap((kind) => {
      const { create, update, setProducts, remove } = commandsOf[kind];
      return [create, update, setProducts, remove];
    }),
    queries: kinds.map((kind) => commandsOf[kind].read),
    views: [groupView],
    routes: [
      ...kinds.flatMap(groupStoreRoutes),
      ...kinds.flatMap((kind) => groupAdminRoutes(kind, commandsOf[kind])),
    ],
  };
}
