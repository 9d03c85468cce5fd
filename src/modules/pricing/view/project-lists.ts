import type { View } from "../../../kernel/read/view.ts";
import { newestStates } from "../../../kernel/write/state.ts";
import { upsertNewer } from "../../../projection/statements.ts";
import { priceListEvents } from "../lists/events.ts";
import { priceListState } from "../lists/schema.ts";
import { priceLists } from "./tables.ts";

/** The cache tag of everything that depends on which lists are in effect, and for whom. */
export const priceListsTag = "price-lists";

/** Price lists, without their prices. */
export const priceListView: View = {
  name: "price-lists",
  consumes: priceListEvents.map(({ type }) => type),
  tables: [priceLists],
  cacheTags: () => [priceListsTag],
  project(run, tenantId) {
    const { alive, deleted } = newestStates(priceListState, run);
    const living = alive.map(({ id, version, state: { kind, status, inEffect, priority, rules } }) => ({
      ...{ tenantId, id, version, kind, status, priority, deletedAt: null },
      inEffect: Number(inEffect),
      countries: jsonOf(rules.countries),
      customerGroups: jsonOf(rules.customerGroups),
    }));
    const tombstones = deleted.map(({ id, version, occurredAt }) => ({
      ...{ tenantId, id, version, kind: "", status: "", priority: 0, inEffect: 0 },
      countries: null,
      customerGroups: null,
      deletedAt: occurredAt,
    }));
    return upsertNewer(priceLists, [...living, ...tombstones]);
  },
  sweep: (before) => [{ sql: "DELETE FROM price_lists WHERE deleted_at < ?1", params: [before] }],
};

function jsonOf(values: readonly string[] | null): string | null {
  return values === null ? null : JSON.stringify(values);
}
