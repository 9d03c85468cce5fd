import { defineCounter, measureEvent } from "../../../kernel/telemetry/measure.ts";
import { currencyCodes } from "../../../kernel/values/money.ts";
import { orderPlaced } from "../events.ts";

const currency = { currency: currencyCodes };
const orders = defineCounter("rustok_orders_total", "Orders that were placed.", currency);
const revenue = defineCounter(
  "rustok_order_revenue_minor_units_total",
  "Totals of orders that were placed, in the currency's minor unit. What was cancelled or refunded later is not taken off.",
  currency,
);

/** Orders and what they come to. */
export const orderMeasures = [
  measureEvent(orderPlaced, orders, ({ currency }) => [{ labels: [currency] }]),
  measureEvent(orderPlaced, revenue, ({ currency, totals }) => [
    { labels: [currency], amount: totals.total.amount },
  ]),
];
