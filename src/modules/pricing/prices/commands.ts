import { refusal } from "../../../kernel/api/problem.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { type Context, defineCommand } from "../../../kernel/write/command.ts";
import { catalogueIds } from "../../catalogue/ids.ts";
import { loadSettings } from "../../tenants/index.ts";
import { pricingLimits } from "../limits.ts";
import { guardsList, listIdOf, noSuchList } from "../lists/commands.ts";
import { readPriceList } from "../lists/store.ts";
import { allPricesOf, pricesElsewhere, pricesInList } from "./lookups.ts";
import { decidePriceChanges, decidePriceSet, type PriceSetting } from "./rules.ts";
import {
  changedListPrices,
  type ListedPriceState,
  type ListPriceResponse,
  listPricesInput,
  listPricesPatch,
} from "./schema.ts";
import type { PricedVariants } from "./variants.ts";

/** The commands that change the prices of a list. */
export function priceCommands(variants: PricedVariants) {
  const replaceListPrices = defineCommand({
    name: "pricing.replaceListPrices",
    access: "products:update",
    input: listPricesInput.extend({ id: opaqueId }),
    output: changedListPrices,
    guards: guardsList,
    load(database, { id, prices }, context) {
      const { value: most } = pricingLimits.replacedPrices;
      const current = allPricesOf(database, listIdOf(id), most);
      return current === null
        ? "too-many"
        : loadSetting(variants, database, { id, prices, current }, context);
    },
    decide(loaded, { prices }) {
      if (loaded === "too-many") return refused(tooMany);
      if (loaded === null) return refused(noSuchList);
      const events = decidePriceSet(prices, loaded);
      if (!events.ok) return events;
      return ok({ events: events.value, answer: (database) => answerOf(database, loaded.listId, prices) });
    },
  });
  const updateListPrices = defineCommand({
    name: "pricing.updateListPrices",
    access: "products:update",
    input: listPricesPatch.extend({ id: opaqueId }),
    output: changedListPrices,
    guards: guardsList,
    load(database, { id, prices }, context) {
      const current = pricesInList(database, listIdOf(id), variantIdsOf(prices));
      return loadSetting(variants, database, { id, prices, current }, context);
    },
    decide(loaded, { prices }) {
      if (loaded === null) return refused(noSuchList);
      const events = decidePriceChanges(prices, loaded);
      if (!events.ok) return events;
      return ok({ events: events.value, answer: (database) => answerOf(database, loaded.listId, prices) });
    },
  });
  return [replaceListPrices, updateListPrices] as const;
}

const { value: mostReplaced } = pricingLimits.replacedPrices;
const tooMany = refusal(
  "too-large",
  `The list has more than ${mostReplaced} prices, too many to replace at once. Change them with PATCH, or create another list.`,
);

type Prices = readonly { readonly variantId: string }[];

function variantIdsOf(prices: Prices): readonly string[] {
  return [...new Set(prices.map(({ variantId }) => canonicalId(catalogueIds.variant, variantId)))];
}

/** Null if there is no such list. */
function loadSetting(
  variants: PricedVariants,
  database: TenantDatabase,
  request: {
    readonly id: string;
    readonly prices: Prices;
    readonly current: ReadonlyMap<string, readonly ListedPriceState[]>;
  },
  context: Pick<Context, "tenantId">,
): PriceSetting | null {
  const list = readPriceList(database, listIdOf(request.id));
  if (list === undefined) return null;
  const variantIds = variantIdsOf(request.prices);
  return {
    listId: list.id,
    variantIds: variants.existing(database, variantIds),
    current: request.current,
    elsewhere: pricesElsewhere(database, list.id, variantIds),
    currencies: loadSettings(database, context).currencies,
  };
}

function answerOf(database: TenantDatabase, listId: string, prices: Prices): { items: ListPriceResponse[] } {
  const written = pricesInList(database, listId, variantIdsOf(prices));
  const items = [...written].flatMap(([variantId, all]) => all.map((price) => ({ variantId, ...price })));
  return { items };
}
