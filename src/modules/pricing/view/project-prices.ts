import type { View } from "../../../kernel/read/view.ts";
import { newestStates } from "../../../kernel/write/state.ts";
import { replaceChildren, upsertNewer } from "../../../projection/statements.ts";
import { listPricesEvents } from "../prices/events.ts";
import { listPricesState } from "../prices/schema.ts";
import { listedVariants, listPrices } from "./tables.ts";

/** The cache tag of whatever any list price can change, such as the order of a list. */
export const listPricesTag = "list-prices";

const parent = { table: listedVariants, property: "variantId", index: "variant" };

/** The prices of variants in lists. */
export const listPriceView: View = {
  name: "list-prices",
  consumes: listPricesEvents.map(({ type }) => type),
  tables: [listedVariants, listPrices],
  cacheTags(run) {
    const { alive, deleted } = newestStates(listPricesState, run);
    return [listPricesTag, ...[...alive, ...deleted].map(({ id }) => id)];
  },
  project(run, tenantId) {
    const { alive, deleted } = newestStates(listPricesState, run);
    const parents = [
      ...alive.map(({ id, version }) => ({ tenantId, id, version, deletedAt: null })),
      ...deleted.map(({ id, version, occurredAt }) => ({ tenantId, id, version, deletedAt: occurredAt })),
    ];
    const rows = alive.flatMap(({ id: variantId, version, state }) =>
      state.prices.map(({ listId, currency, minQuantity, maxQuantity, amount }) => ({
        ...{ tenantId, variantId, listId, currency, maxQuantity, amount, version },
        minQuantity: minQuantity ?? 1,
      })),
    );
    return [
      ...upsertNewer(listedVariants, parents),
      ...replaceChildren(listPrices, parent, tenantId, parents, rows),
    ];
  },
  sweep: (before) => [{ sql: "DELETE FROM listed_variants WHERE deleted_at < ?1", params: [before] }],
};
