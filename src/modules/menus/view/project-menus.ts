import type { View } from "../../../kernel/read/view.ts";
import { newestStates } from "../../../kernel/write/state.ts";
import { upsertNewer } from "../../../projection/statements.ts";
import { menuEvents } from "../menu/events.ts";
import { menuState } from "../menu/schema.ts";
import { targetsOf } from "../menu/targets.ts";
import { menusTag } from "./cache-tags.ts";
import { menus } from "./tables.ts";

/** Menus, with what their items lead to. */
export const menuView: View = {
  name: "menus",
  consumes: menuEvents.map(({ type }) => type),
  tables: [menus],
  cacheTags(run) {
    const { alive, deleted } = newestStates(menuState, run);
    return alive.length + deleted.length === 0 ? [] : [menusTag];
  },
  project(run, tenantId) {
    const { alive, deleted } = newestStates(menuState, run);
    const stateVersion = menuState.version;
    const living = alive.map(({ id, version, state }) => ({
      ...{ tenantId, id, version, stateVersion, location: state.location, deletedAt: null },
      state: JSON.stringify(state),
      targets: JSON.stringify(targetsOf(state.items).map((target) => [target.type, target.id])),
    }));
    const tombstones = deleted.map(({ id, version, occurredAt }) => ({
      ...{ tenantId, id, version, stateVersion, location: null, deletedAt: occurredAt },
      state: "null",
      targets: "[]",
    }));
    return upsertNewer(menus, [...living, ...tombstones]);
  },
  sweep: (before) => [{ sql: "DELETE FROM menus WHERE deleted_at < ?1", params: [before] }],
};
