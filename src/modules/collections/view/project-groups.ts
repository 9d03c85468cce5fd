import type { View } from "../../../kernel/read/view.ts";
import { fold } from "../../../kernel/values/fold.ts";
import { type NewestStates, newestStates } from "../../../kernel/write/state.ts";
import { replaceChildren, upsertNewer } from "../../../projection/statements.ts";
import { allGroupEvents } from "../events.ts";
import { type GroupKind, type GroupState, groupState } from "../schema.ts";
import { tagsOfGroupEvents } from "./cache-tags.ts";
import { groupHandles, groupMembers, productGroups } from "./tables.ts";

/** Collections and categories, with their handles and members. */
export const groupView: View = {
  name: "product-groups",
  consumes: allGroupEvents.map(({ type }) => type),
  tables: [productGroups, groupHandles, groupMembers],
  cacheTags: tagsOfGroupEvents,
  project(run, tenantId) {
    const collections = newestStates(groupState.collection, run);
    const categories = newestStates(groupState.category, run);
    const alive = [...collections.alive, ...categories.alive];
    const parent = { table: productGroups, property: "groupId", index: "group" };
    const handles = alive.flatMap(({ state, version }) => {
      const shared = { tenantId, kind: state.kind, groupId: state.id, version };
      return [
        ...state.redirects.map(({ locale, handle }) => ({
          ...shared,
          locale,
          handle,
          title: "",
          foldedTitle: "",
          current: 0,
        })),
        ...state.translations.map(({ locale, handle, title }) => ({
          ...shared,
          locale,
          handle,
          title,
          foldedTitle: fold(title).slice(0, longestSortKey).toWellFormed(),
          current: 1,
        })),
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
    const rows = [
      ...rowsOf("collection", collections, tenantId),
      ...rowsOf("category", categories, tenantId),
    ];
    return [
      ...upsertNewer(productGroups, rows),
      ...replaceChildren(groupHandles, parent, tenantId, rows, handles),
      ...replaceChildren(groupMembers, parent, tenantId, rows, members),
    ];
  },
  sweep: (before) => [{ sql: "DELETE FROM product_groups WHERE deleted_at < ?1", params: [before] }],
};

/** Characters of a title that count for its place in a list. They become part of a cursor. */
const longestSortKey = 255;

/** One row per group. A deleted group's row is a tombstone. Members are in `group_members` only: there can be thousands. */
function rowsOf(kind: GroupKind, { alive, deleted }: NewestStates<GroupState>, tenantId: string) {
  return [...alive, ...deleted].map(({ id, version, occurredAt, state }) => ({
    tenantId,
    id,
    version,
    kind,
    parentId: state?.parentId ?? null,
    state: JSON.stringify(state === null ? null : { ...state, productIds: [] }),
    stateVersion: groupState[kind].version,
    updatedAt: state?.updatedAt ?? occurredAt,
    deletedAt: state === null ? occurredAt : null,
  }));
}
