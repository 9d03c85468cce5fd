import type { View } from "../../../kernel/read/view.ts";
import { newestStates } from "../../../kernel/write/state.ts";
import { upsertNewer } from "../../../projection/statements.ts";
import { customerGroupEvents } from "../groups/events.ts";
import { customerGroupState } from "../groups/schema.ts";
import { customerGroups } from "./tables.ts";

/** Customer groups. The customers in them are projected with the customers. */
export const customerGroupView: View = {
  name: "customer-groups",
  consumes: customerGroupEvents.map(({ type }) => type),
  tables: [customerGroups],
  project(run, tenantId) {
    const { alive, deleted } = newestStates(customerGroupState, run);
    const living = alive.map(({ state, version }) => ({ tenantId, ...state, version, deletedAt: null }));
    const tombstones = deleted.map(({ id, version, occurredAt }) => ({
      tenantId,
      id,
      version,
      name: "",
      handle: "",
      createdAt: occurredAt,
      updatedAt: occurredAt,
      deletedAt: occurredAt,
    }));
    return upsertNewer(customerGroups, [...living, ...tombstones]);
  },
  sweep: (before) => [{ sql: "DELETE FROM customer_groups WHERE deleted_at < ?1", params: [before] }],
};
