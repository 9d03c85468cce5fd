import { type PointedError, refusal } from "../../../kernel/api/problem.ts";
import { maxErrors } from "../../../kernel/api/validation.ts";
import { canonicalId } from "../../../kernel/values/id.ts";
import { equal } from "../../../kernel/values/patch.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { catalogueIds } from "../../catalogue/ids.ts";
import { pricingLimits } from "../limits.ts";
import { overlapping } from "../selection/tier-rules.ts";
import { listPricesUpdated } from "./events.ts";
import type { ListedPriceState, ListPriceChange, ListPriceInput } from "./schema.ts";

/** What changing the prices of a list depends on. */
export interface PriceSetting {
  readonly listId: string;
  /** The variants of the request that exist. */
  readonly variantIds: ReadonlySet<string>;
  /** The list's prices of the variants that change, by variant. */
  readonly current: ReadonlyMap<string, readonly ListedPriceState[]>;
  /** How many prices these variants have in other lists. */
  readonly elsewhere: ReadonlyMap<string, number>;
  readonly currencies: readonly string[];
}

type Item = ListPriceChange & { readonly pointer: string };

/** Replaces all prices of a list. */
export function decidePriceSet(
  wanted: readonly ListPriceInput[],
  setting: PriceSetting,
): Result<readonly NewEvent[]> {
  const items = itemsOf(wanted);
  const variantIds = new Set([...setting.current.keys(), ...items.map(({ variantId }) => variantId)]);
  return decidePrices(items, variantIds, { ...setting, kept: new Map() });
}

/** Adds, changes and removes prices of a list. A price is the one that starts at the same quantity. */
export function decidePriceChanges(
  changes: readonly ListPriceChange[],
  setting: PriceSetting,
): Result<readonly NewEvent[]> {
  const items = itemsOf(changes);
  const replaced = new Set(items.map((item) => keyOf(item.variantId, item)));
  const kept = new Map(
    [...setting.current].map(([variantId, prices]) => [
      variantId,
      prices.filter((price) => !replaced.has(keyOf(variantId, price))),
    ]),
  );
  return decidePrices(items, new Set(items.map(({ variantId }) => variantId)), { ...setting, kept });
}

function decidePrices(
  items: readonly Item[],
  variantIds: ReadonlySet<string>,
  setting: PriceSetting & { readonly kept: ReadonlyMap<string, readonly ListedPriceState[]> },
): Result<readonly NewEvent[]> {
  const { listId, current, kept } = setting;
  const itemsByVariant = Map.groupBy(items, ({ variantId }) => variantId);
  const wrong = firstOf(
    unknownVariants(items, setting),
    disabledCurrencies(items, setting),
    overlaps(itemsByVariant, kept),
    tooMany(itemsByVariant, setting),
  );
  if (wrong !== null) return wrong;
  return ok(
    [...variantIds].flatMap((variantId) => {
      const added = (itemsByVariant.get(variantId) ?? []).flatMap(priceOf);
      const prices = [...(kept.get(variantId) ?? []), ...added].toSorted(byRange);
      const isSame = equal(prices, (current.get(variantId) ?? []).toSorted(byRange));
      return isSame ? [] : [listPricesUpdated.of(variantId, { listId, prices })];
    }),
  );
}

function itemsOf(prices: readonly ListPriceChange[]): readonly Item[] {
  return prices.map((price, index) => ({
    ...price,
    variantId: canonicalId(catalogueIds.variant, price.variantId),
    pointer: `/prices/${index}`,
  }));
}

function priceOf({ amount, currency, minQuantity, maxQuantity }: Item): readonly ListedPriceState[] {
  return amount === null ? [] : [{ amount, currency, minQuantity, maxQuantity }];
}

function keyOf(
  variantId: string,
  { currency, minQuantity }: Pick<ListedPriceState, "currency" | "minQuantity">,
) {
  return `${variantId} ${currency} ${minQuantity ?? 1}`;
}

function byRange(a: ListedPriceState, b: ListedPriceState): number {
  if (a.currency !== b.currency) return a.currency < b.currency ? -1 : 1;
  return (a.minQuantity ?? 1) - (b.minQuantity ?? 1);
}

function unknownVariants(items: readonly Item[], { variantIds }: PriceSetting): readonly PointedError[] {
  return items.flatMap(({ variantId, pointer }): readonly PointedError[] =>
    variantIds.has(variantId)
      ? []
      : [{ pointer: `${pointer}/variantId`, code: "unknown-variant", detail: "There is no such variant." }],
  );
}

/** A price in a currency that has been disabled since can still be removed. */
function disabledCurrencies(items: readonly Item[], { currencies }: PriceSetting): readonly PointedError[] {
  return items.flatMap(({ amount, currency, pointer }): readonly PointedError[] =>
    amount === null || currencies.includes(currency)
      ? []
      : [
          {
            pointer: `${pointer}/currency`,
            code: "currency-not-enabled",
            detail: `${currency} is not enabled`,
          },
        ],
  );
}

function overlaps(
  itemsByVariant: ReadonlyMap<string, readonly Item[]>,
  kept: ReadonlyMap<string, readonly ListedPriceState[]>,
): readonly PointedError[] {
  return [...itemsByVariant].flatMap(([variantId, items]) => {
    const others = kept.get(variantId) ?? [];
    const byCurrency = Map.groupBy(
      items.filter(({ amount }) => amount !== null),
      ({ currency }) => currency,
    );
    return [...byCurrency].flatMap(([currency, tiers]) => {
      const before = others.filter((price) => price.currency === currency);
      return overlapping([...before, ...tiers]).flatMap((index): readonly PointedError[] => {
        const tier = tiers[index - before.length];
        if (tier === undefined) return [];
        const detail = "another price is for the same quantity";
        return [{ pointer: `${tier.pointer}/minQuantity`, code: "overlapping-tiers", detail }];
      });
    });
  });
}

function tooMany(
  itemsByVariant: ReadonlyMap<string, readonly Item[]>,
  {
    elsewhere,
    kept,
  }: Pick<PriceSetting, "elsewhere"> & {
    readonly kept: ReadonlyMap<string, readonly ListedPriceState[]>;
  },
): readonly PointedError[] {
  const { value: most } = pricingLimits.pricesOfVariant;
  return [...itemsByVariant].flatMap(([variantId, items]): readonly PointedError[] => {
    const others = (elsewhere.get(variantId) ?? 0) + (kept.get(variantId)?.length ?? 0);
    const last = items.at(-1);
    if (last === undefined || others + items.length <= most) return [];
    return [{ pointer: last.pointer, code: "too-large", detail: `A variant has at most ${most} prices.` }];
  });
}

const details = {
  "unknown-variant": "A variant does not exist.",
  "currency-not-enabled": "A currency is not enabled.",
  "overlapping-tiers": "Prices of a variant are for the same quantity.",
  "too-large": "A variant would have too many prices.",
} as const;

/** Refuses with what is wrong first. Null if nothing is. */
function firstOf(...checks: readonly (readonly PointedError[])[]) {
  const errors = checks.find(({ length }) => length > 0);
  const code = (Object.keys(details) as (keyof typeof details)[]).find((one) => one === errors?.[0]?.code);
  if (errors === undefined || code === undefined) return null;
  return refused(refusal(code, details[code], errors.slice(0, maxErrors)));
}
