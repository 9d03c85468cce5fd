import type { Samples } from "../metrics/parse.ts";
import { sumsBy } from "../metrics/select.ts";

/** The orders in a currency. Amounts are in its minor units. */
export interface CurrencyOrders {
  readonly currency: string;
  readonly orders: number;
  readonly revenue: number;
  /** What an order is worth on average. Null without orders. */
  readonly average: number | null;
}

/** Orders and revenue by currency, most orders first. Null if they are not measured. */
export function ordersOf(samples: Samples): readonly CurrencyOrders[] | null {
  if (!samples.has("rustok_orders_total")) return null;
  const revenues = sumsBy(samples, "rustok_order_revenue_minor_units_total", "currency");
  return [...sumsBy(samples, "rustok_orders_total", "currency")]
    .map(([currency, orders]) => {
      const revenue = revenues.get(currency) ?? 0;
      return { currency, orders, revenue, average: orders === 0 ? null : revenue / orders };
    })
    .sort((a, b) => b.orders - a.orders || (a.currency < b.currency ? -1 : 1));
}
