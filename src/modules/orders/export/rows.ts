import { guarded } from "../../../kernel/csv/formulas.ts";
import type { Address } from "../../../kernel/text/address.ts";
import { minus, sumOf } from "../../../kernel/values/arithmetic.ts";
import { decimalOf, exponentOf, type Money } from "../../../kernel/values/money.ts";
import { isCaptured } from "../changing/derived-rules.ts";
import { orderCancelled } from "../events.ts";
import type { FulfillmentStatus, PaymentStatus } from "../schema.ts";
import type { ListedOrderResponse } from "../wire-schema.ts";
import { taxCells, taxColumns } from "./taxes.ts";

type Cells = Readonly<Record<string, string>>;
type Item = ListedOrderResponse["items"][number];

/** The columns of the file: those of Shopify's orders export that orders have values for. */
export const orderColumns: readonly string[] = [
  ...["Name", "Email", "Financial Status", "Paid at", "Fulfillment Status", "Fulfilled at", "Currency"],
  ...["Subtotal", "Shipping", "Taxes", "Total", "Discount Code", "Discount Amount", "Shipping Method"],
  "Created at",
  ...["Lineitem quantity", "Lineitem name", "Lineitem price", "Lineitem sku", "Lineitem requires shipping"],
  ...["Lineitem fulfillment status", "Lineitem discount"],
  ...addressColumns("Billing"),
  ...addressColumns("Shipping"),
  ...["Notes", "Cancelled at", "Payment Method", "Refunded Amount", "Outstanding Balance", "Id"],
  ...taxColumns,
];

/** A row for each item. The order's own values are in its first row. */
export function orderRows(order: ListedOrderResponse): readonly (readonly string[])[] {
  return order.items.map((item, index) => {
    const cells: Cells = {
      Name: `#${order.number}`,
      Email: guarded(order.email ?? ""),
      "Created at": timeOf(order.placedAt),
      ...itemCells(item),
      ...(index === 0 ? orderCells(order) : {}),
    };
    return orderColumns.map((column) => cells[column] ?? "");
  });
}

function orderCells(order: ListedOrderResponse): Cells {
  const { totals, payments, fulfillments, refunds, timeline } = order;
  const captured = payments.filter(isCaptured);
  const refunded = refunds.reduce((total, { amount }) => total + amount.amount, 0);
  const taken = captured.reduce((total, { amount }) => total + amount.amount, 0);
  const due = order.status === "cancelled" ? 0 : Math.max(0, totals.total.amount - taken);
  const inCurrency = (amount: number) => decimal({ ...totals.total, amount });
  return {
    "Financial Status": financialStatus[order.paymentStatus],
    "Paid at": timeOf(captured[0]?.capturedAt),
    "Fulfillment Status": fulfillmentStatusNames[order.fulfillmentStatus],
    "Fulfilled at": isShipped(order) ? timeOf(fulfillments.at(-1)?.shippedAt) : "",
    Currency: order.currency,
    // After discounts, so that it adds up to the total with shipping and taxes.
    Subtotal: decimal(minus(totals.subtotal, totals.discount)),
    Shipping: decimal(totals.shipping),
    Taxes: decimal(totals.tax),
    Total: decimal(totals.total),
    "Discount Code": guarded(codesOf(order).join(", ")),
    "Discount Amount": decimal(discountOf(order)),
    "Shipping Method": guarded(order.shippingOption?.name ?? ""),
    ...addressCells("Billing", order.billingAddress),
    ...addressCells("Shipping", order.shippingAddress),
    Notes: guarded(order.note ?? ""),
    "Cancelled at": timeOf(timeline.find(({ type }) => type === orderCancelled.type)?.at),
    "Payment Method": guarded(payments.at(-1)?.provider ?? ""),
    "Refunded Amount": inCurrency(refunded),
    "Outstanding Balance": inCurrency(due),
    Id: order.id,
    ...taxCells(order),
  };
}

/** The codes that took something off, each once. */
function codesOf({ items, adjustments }: ListedOrderResponse): readonly string[] {
  const all = [...items.flatMap((item) => item.adjustments), ...adjustments];
  return [...new Set(all.flatMap(({ code }) => code ?? []))];
}

/** What was taken off items and off shipping. */
function discountOf({ totals, adjustments }: ListedOrderResponse): Money {
  const offShipping = adjustments.filter(({ target }) => target === "shipping");
  return sumOf(totals.discount.currency, [totals.discount, ...offShipping.map(({ amount }) => amount)]);
}

function itemCells(item: Item): Cells {
  // The only variant of a product without options has a title that says nothing.
  const name = Object.keys(item.options).length === 0 ? item.title : `${item.title} - ${item.variantTitle}`;
  const { shipped, quantity } = item;
  return {
    "Lineitem quantity": String(quantity),
    "Lineitem name": guarded(name),
    "Lineitem price": decimal(item.unitPrice),
    "Lineitem sku": guarded(item.sku ?? ""),
    "Lineitem requires shipping": String(item.requiresShipping),
    "Lineitem fulfillment status": shipped === 0 ? "pending" : shipped < quantity ? "partial" : "fulfilled",
    "Lineitem discount": decimal(item.discount),
  };
}

function addressColumns(kind: "Billing" | "Shipping"): readonly string[] {
  return [
    ...["Name", "Street", "Address1", "Address2", "Company", "City", "Zip", "Province", "Country", "Phone"],
  ].map((field) => `${kind} ${field}`);
}

function addressCells(kind: "Billing" | "Shipping", address: Address | null): Cells {
  if (address === null) return {};
  const joined = (parts: readonly (string | null)[], by: string) =>
    parts.filter((part) => part !== null).join(by);
  const values: Readonly<Record<string, string | null>> = {
    Name: joined([address.firstName, address.lastName], " "),
    Street: joined([address.address1, address.address2], ", "),
    Address1: address.address1,
    Address2: address.address2,
    Company: address.company,
    City: address.city,
    Zip: address.postalCode,
    Province: address.province,
    Country: address.country,
    Phone: address.phone,
  };
  return Object.fromEntries(
    Object.entries(values).map(([field, value]) => [`${kind} ${field}`, guarded(value ?? "")]),
  );
}

/** Shopify's words. */
const financialStatus = {
  unpaid: "pending",
  authorized: "authorized",
  paid: "paid",
  partially_refunded: "partially_refunded",
  refunded: "refunded",
  voided: "voided",
} as const satisfies Record<PaymentStatus, string>;

const fulfillmentStatusNames = {
  unfulfilled: "unfulfilled",
  partial: "partial",
  fulfilled: "fulfilled",
  delivered: "fulfilled",
} as const satisfies Record<FulfillmentStatus, string>;

function isShipped({ fulfillmentStatus }: ListedOrderResponse): boolean {
  return fulfillmentStatus === "fulfilled" || fulfillmentStatus === "delivered";
}

function decimal({ amount, currency }: Money): string {
  return decimalOf(amount, exponentOf(currency));
}

/** A time as Shopify writes it: `2026-03-01 12:00:00 +0000`. */
function timeOf(instant: string | null | undefined): string {
  return instant === null || instant === undefined
    ? ""
    : `${instant.slice(0, 10)} ${instant.slice(11, 19)} +0000`;
}
