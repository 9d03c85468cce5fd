import { guarded } from "../../../kernel/csv/formulas.ts";
import { sumOf } from "../../../kernel/values/arithmetic.ts";
import { decimalOf, exponentOf, type Money } from "../../../kernel/values/money.ts";
import type { TaxLine } from "../schema.ts";
import type { ListedOrderResponse } from "../wire-schema.ts";

/** As many as Shopify's file has. */
const places = [1, 2, 3, 4, 5] as const;

/** The columns of an order's taxes by name and rate, of items and of shipping. */
export const taxColumns: readonly string[] = places.flatMap((place) => [
  nameColumn(place),
  amountColumn(place),
]);

/** What an order is taxed. What has no column of its own is in the last one, so that they add up to `Taxes`. */
export function taxCells(
  order: Pick<ListedOrderResponse, "items" | "shippingTaxes" | "currency">,
): Readonly<Record<string, string>> {
  const { items, shippingTaxes, currency } = order;
  const all = [...items.flatMap(({ taxes }) => taxes), ...shippingTaxes].filter(
    (tax) => tax.amount.amount > 0,
  );
  const named = [...Map.groupBy(all, ({ name, rate }) => `${name} ${percent(rate)}`)];
  const cells = named.length <= places.length ? named : [...named.slice(0, places.length - 1), others(named)];
  return Object.fromEntries(
    cells.flatMap(([name, taxes], index) => [
      [nameColumn(index + 1), guarded(name)],
      [
        amountColumn(index + 1),
        decimal(
          sumOf(
            currency,
            taxes.map(({ amount }) => amount),
          ),
        ),
      ],
    ]),
  );
}

type Named = readonly [name: string, taxes: readonly TaxLine[]];

function others(named: readonly Named[]): Named {
  return ["Other", named.slice(places.length - 1).flatMap(([, taxes]) => taxes)];
}

function nameColumn(place: number): string {
  return `Tax ${place} Name`;
}

function amountColumn(place: number): string {
  return `Tax ${place} Value`;
}

/** Of basis points: 2000 is 20 %. */
function percent(rate: number): string {
  return `${rate / 100}%`;
}

function decimal({ amount, currency }: Money): string {
  return decimalOf(amount, exponentOf(currency));
}
