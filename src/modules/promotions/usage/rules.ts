import { sumOf } from "../../../kernel/values/arithmetic.ts";
import type { Adjustment, OrderAdjustment } from "../../orders/index.ts";
import type { Use } from "./schema.ts";

interface Adjusted {
  readonly items: readonly { readonly adjustments: readonly Adjustment[] }[];
  readonly adjustments: readonly OrderAdjustment[];
}

/** What an order uses of each promotion. The items have the shares of what was taken off the order. */
export function usesOf({ items, adjustments }: Adjusted): Use[] {
  const all = [
    ...items.flatMap((item) => item.adjustments),
    ...adjustments.filter(({ target }) => target === "shipping"),
  ];
  return [...Map.groupBy(all, ({ promotionId }) => promotionId)].flatMap(([promotionId, parts]) => {
    const [first] = parts;
    if (first === undefined) return [];
    const amounts = parts.map(({ amount }) => amount);
    return [{ promotionId, code: first.code, amount: sumOf(first.amount.currency, amounts) }];
  });
}
