import type { NewEvent } from "../../../kernel/write/event.ts";
import {
  decideStocked,
  levelAt,
  type Stock,
  type StockLocations,
  stockOf,
  withLevel,
} from "../../inventory/index.ts";
import type { ProductState, Variant } from "../../products/index.ts";
import type { CountedRow, StockOutcome } from "./schema.ts";

/** The variant that a row means, or why there is none. */
export type FoundVariant =
  | { readonly ok: true; readonly id: string; readonly product: string }
  | { readonly ok: false; readonly code: string; readonly detail: string };

/** What the rows of a file decide: the events, and what became of each row. */
export interface ImportedStock {
  readonly events: readonly NewEvent[];
  readonly outcomes: readonly StockOutcome[];
}

/** Sets the stock on hand. A row that can't be used fails alone. Emits no event if nothing changes. */
export function decideImportedStock(
  rows: readonly CountedRow[],
  found: readonly FoundVariant[],
  stocks: ReadonlyMap<string, Stock>,
  stockLocations: StockLocations,
): ImportedStock {
  const current = new Map(stocks);
  const events: NewEvent[] = [];
  const outcomes = rows.map(({ locationId, stocked }, index): StockOutcome => {
    const variant = found[index];
    if (variant === undefined) throw new Error("fewer variants than rows");
    if (!variant.ok) return { outcome: "failed", code: variant.code, detail: variant.detail };
    if (!stockLocations.locationIds.includes(locationId)) return locationGone;
    const stock = current.get(variant.id) ?? stockOf(variant.id, []);
    const changes = decideStocked(stock, { locationId, stocked, reason: "import" }, stockLocations);
    events.push(...changes);
    current.set(variant.id, withLevel(stock, { ...levelAt(stock, locationId), stocked }));
    return { outcome: changes.length > 0 ? "updated" : "unchanged", product: variant.product };
  });
  return { events, outcomes };
}

/** Finds a product's variant by option values. A value without a name belongs to the option at its place. */
export function variantWithOptions(
  { id: product, options, variants }: Pick<ProductState, "id" | "options" | "variants">,
  wanted: CountedRow["options"],
): FoundVariant {
  const named = wanted.map(({ name, value }, index) => [name ?? options[index]?.name ?? "", value] as const);
  const hasAll = (variant: Variant) =>
    named.length === options.length &&
    named.every(([name, value]) => Object.hasOwn(variant.options, name) && variant.options[name] === value);
  const [first, second] = variants.filter(hasAll);
  if (first !== undefined && second === undefined) return { ok: true, id: first.id, product };
  return { ok: false, code: "unknown-variant", detail: "The product has no variant with these options." };
}

const locationGone: StockOutcome = {
  outcome: "failed",
  code: "unknown-reference",
  detail: "There is no such location any more.",
};
