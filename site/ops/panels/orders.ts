import { contentOf, noData, replaced } from "../app/dom.ts";
import { type Column, table } from "../app/table.ts";
import type { Known } from "../models/known.ts";
import { type CurrencyOrders, ordersOf } from "../models/orders.ts";
import { formatCount, formatMoney } from "../values/format.ts";

const columns: readonly Column<CurrencyOrders>[] = [
  { title: "Currency", cell: ({ currency }) => currency },
  { title: "Orders", cell: ({ orders }) => formatCount(orders), isNumber: true },
  { title: "Revenue", cell: ({ revenue, currency }) => formatMoney(revenue, currency), isNumber: true },
  { title: "Average", cell: ({ average, currency }) => formatMoney(average, currency), isNumber: true },
];

/** Lists orders and revenue by currency. */
export function ordersPanel() {
  const content = contentOf("orders");
  return ({ samples }: Known) => {
    const orders = ordersOf(samples);
    replaced(content, orders, () => [
      orders === null || orders.length === 0 ? noData() : table("orders-title", columns, orders),
    ]);
  };
}
