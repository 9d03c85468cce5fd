import type { View } from "../../../kernel/read/view.ts";
import { type Envelope, stateIn } from "../../../kernel/write/event.ts";
import { replaceChildren, upsertNewer } from "../../../projection/statements.ts";
import { allGroupEvents } from "../events.ts";
import { type GroupKind, groupState } from "../schema.ts";
import { groupHandles, groupMembers, productGroups } from "./tables.ts";

/** Collections and categories, with where their handles lead and what is in them. */
export const groupView: View = {
  name: "product-groups",
  consumes: allGroupEvents.map(({ type }) => type),
  tables: [productGroups, groupHandles, groupMembers],
  project(run, tenantId) {
    const last = new Map(
      run.filter((event) => stateIn(event) !== undefined).map((event) => [event.aggregate.id, event]),
    );
    const written = [...last.values()].map(({ aggregate }) => aggregate);
    const alive = [...last.values()].flatMap((event) => {
      const state = groupState.safeParse(stateIn(event));
      return state.success ? [{ state: state.data, version: event.aggregate.version }] : [];
    });
    const parent = { table: productGroups, property: "groupId", index: "group" };
    const handles = alive.flatMap(({ state, version }) => {
      const shared = { tenantId, kind: state.kind, groupId: state.id, version };
      return [
        ...state.redirects.map(({ locale, handle }) => ({ ...shared, locale, handle, current: 0 })),
        ...state.translations.map(({ locale, handle }) => ({ ...shared, locale, handle, current: 1 })),
      ];
    });
    const members = alive.flatMap(({ state, version }) =>
      state.productIds.map((productId, position) => ({
        tenantId,
        groupId: state.id,
        productId,
        version,
        position,
      })),
    );
    return [
      ...upsertNewer(
        productGroups,
        [...last.values()].map((event) => row(event, tenantId)),
      ),
      ...replaceChildren(groupHandles, parent, tenantId, written, handles),
      ...replaceChildren(groupMembers, parent, tenantId, written, members),
    ];
  },
  sweep: (before) => [{ sql: "DELETE FROM product_groups WHERE deleted_at < ?1", params: [before] }],
};

function row(event: Envelope, tenantId: string) {
  const state = groupState.safeParse(stateIn(event));
  return {
    tenantId,
    id: event.aggregate.id,
    version: event.aggregate.version,
    // A group's aggregate type is its kind.
    kind: event.aggregate.type as GroupKind,
    parentId: state.success ? state.data.parentId : null,
    state: JSON.stringify(state.success ? state.data : null),
    deletedAt: state.success ? null : event.occurredAt,
  };
}
