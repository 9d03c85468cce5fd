import { type PointedError, type ProblemCode, type Refusal, refusal } from "../../../kernel/api/problem.ts";
import { maxErrors } from "../../../kernel/api/validation.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { checkProductSize } from "../limits/size-rules.ts";
import type { BulkPricesInput } from "../prices/schema.ts";
import type { DecisionContext } from "../rules.ts";
import type { ProductState } from "../schema.ts";
import { decidePrices } from "../variants/changes.ts";

type Item = BulkPricesInput["items"][number];

/** A product whose prices change, with the positions of its items in the request. */
export interface PricedProduct {
  readonly product: ProductState;
  readonly indexes: readonly number[];
}

/** What a bulk request sets, and the items that it refuses. */
export interface BulkPrices {
  readonly events: readonly NewEvent[];
  /** The positions of the items that were set. */
  readonly applied: ReadonlySet<number>;
  readonly errors: readonly PointedError[];
}

interface Fault extends PointedError {
  readonly code: ProblemCode | "duplicate";
}

/** Sets prices of many variants: all items or none, or with `partial` those that can be set. */
export function decideBulkPrices(
  items: readonly Item[],
  products: readonly PricedProduct[],
  { currencies, partial }: Pick<DecisionContext, "currencies"> & { readonly partial: boolean },
): Result<BulkPrices> {
  const events: NewEvent[] = [];
  const applied = new Set<number>();
  const faults: Fault[] = unknownItems(items, products);
  for (const { product, indexes } of products) {
    const repeated = indexes.filter((index) => isRepeated(items, index));
    faults.push(...repeated.map(duplicateAt));
    const priced = indexes
      .filter((index) => !repeated.includes(index))
      .map((index) => ({ index, result: priceItem(product, items[index], index, currencies) }));
    for (const { result } of priced) if (!result.ok) faults.push(...faultsOf(result.refusal));
    const good = priced.flatMap(({ index, result }) => (result.ok ? [{ index, events: result.value }] : []));
    const changes = good.flatMap((one) => one.events);
    const size = checkProductSize(product, changes, {});
    if (size.ok) {
      events.push(...changes);
      for (const { index } of good) applied.add(index);
    } else {
      const { detail } = size.refusal;
      faults.push(
        ...good.map(({ index }) => ({
          pointer: `/items/${index}/prices`,
          code: "too-large" as const,
          detail,
        })),
      );
    }
  }
  const errors = faults.toSorted((a, b) => positionOf(a) - positionOf(b));
  return errors.length > 0 && !partial ? refused(refusalOf(errors)) : ok({ events, applied, errors });
}

function unknownItems(items: readonly Item[], products: readonly PricedProduct[]): Fault[] {
  const known = new Set(products.flatMap(({ indexes }) => indexes));
  return items.flatMap((_, index) =>
    known.has(index)
      ? []
      : [
          {
            pointer: `/items/${index}/sku`,
            code: "unknown-variant" as const,
            detail: "No variant has this SKU.",
          },
        ],
  );
}

function isRepeated(items: readonly Item[], index: number): boolean {
  return items.findIndex(({ sku }) => sku === items[index]?.sku) < index;
}

function duplicateAt(index: number): Fault {
  return { pointer: `/items/${index}/sku`, code: "duplicate", detail: "An earlier item has the same SKU." };
}

function priceItem(
  product: ProductState,
  item: Item | undefined,
  index: number,
  currencies: DecisionContext["currencies"],
): Result<readonly NewEvent[]> {
  const variant = product.variants.find(({ sku }) => sku === item?.sku);
  if (item === undefined || variant === undefined) return ok([]);
  return decidePrices(product.id, variant, item.prices, { currencies }, `/items/${index}/prices`);
}

function faultsOf({ code, errors = [] }: Refusal): readonly Fault[] {
  return errors.map((error) => ({ ...error, code }));
}

function positionOf({ pointer }: PointedError): number {
  return Number(pointer.split("/")[2]);
}

/** What the request itself gets wrong comes first. */
function refusalOf(errors: readonly Fault[]): Refusal {
  const shown = errors.slice(0, maxErrors);
  const code = errors[0]?.code;
  if (code === undefined || errors.some((error) => error.code === "duplicate"))
    return refusal("validation-failed", "A SKU is given twice.", shown);
  return refusal(code === "duplicate" ? "validation-failed" : code, "Some prices cannot be set.", shown);
}
