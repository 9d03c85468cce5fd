import type { Address } from "../../../kernel/text/address.ts";
import type { Money } from "../../../kernel/values/money.ts";
import { formatMoney } from "../../../kernel/values/money.ts";
import type { Item, Order, PlacedPerson } from "../schema.ts";

/** The order fields that a confirmation shows. */
export type ConfirmedOrder = Pick<
  Order,
  "number" | "status" | "items" | "totals" | "shippingOption" | "pricesIncludeTax"
> & { readonly person: PlacedPerson };

/** Renders the order confirmation e-mail: plain text, in English. */
export function renderConfirmation(order: ConfirmedOrder, shopName: string) {
  const { number, status, person, items, shippingOption } = order;
  const isPending = status === "pending";
  const subject = isPending ? `We have received your order #${number}` : `Your order #${number} is confirmed`;
  const opening = isPending
    ? "Thank you for your order. Some items are on backorder. We will ship them as soon as they are in stock."
    : "Thank you for your order. It is confirmed, and we will let you know when it ships.";
  const blocks = [
    greeting(person.shippingAddress ?? person.billingAddress),
    opening,
    `Order #${number}`,
    items.map(lineOf).join("\n"),
    totalsOf(order),
    ...(person.shippingAddress === null ? [] : [`Ship to\n${addressOf(person.shippingAddress)}`]),
    ...(shippingOption === null ? [] : [`Shipping method\n${shippingOption.name}`]),
    ...(person.billingAddress === null ? [] : [`Bill to\n${addressOf(person.billingAddress)}`]),
    shopName,
  ];
  return { subject: `${subject} – ${shopName}`, text: `${blocks.join("\n\n")}\n` };
}

function greeting(address: Address | null): string {
  const name = address?.firstName ?? address?.lastName ?? null;
  return name === null ? "Hello," : `Hello ${name},`;
}

function lineOf({ quantity, title, variantTitle, options, sku, subtotal, unitPrice }: Item): string {
  // The only variant of a product without options has a title that says nothing.
  const name = Object.keys(options).length === 0 ? title : `${title} (${variantTitle})`;
  const code = sku === null ? "" : ` [${sku}]`;
  const each = quantity === 1 ? "" : ` (${money(unitPrice)} each)`;
  return `${quantity} × ${name}${code}: ${money(subtotal)}${each}`;
}

function totalsOf({ totals, pricesIncludeTax, shippingOption }: ConfirmedOrder): string {
  const { subtotal, discount, shipping, tax, total } = totals;
  const rows: readonly (readonly [string, Money] | null)[] = [
    ["Subtotal", subtotal],
    discount.amount === 0 ? null : ["Discount", { ...discount, amount: -discount.amount }],
    shippingOption === null ? null : ["Shipping", shipping],
    tax.amount === 0 || pricesIncludeTax ? null : ["Tax", tax],
    ["Total", total],
    tax.amount === 0 || !pricesIncludeTax ? null : ["Including tax", tax],
  ];
  const shown = rows.flatMap((row) => (row === null ? [] : [[row[0], money(row[1])] as const]));
  const width = Math.max(...shown.map(([, text]) => text.length));
  return shown.map(([label, text]) => `${`${label}:`.padEnd(16)}${text.padStart(width)}`).join("\n");
}

function addressOf(address: Address): string {
  const { firstName, lastName, company, address1, address2, city, province, postalCode, country } = address;
  const lines = [
    joined([firstName, lastName]),
    company,
    address1,
    address2,
    joined([joined([postalCode, city]), province], ", "),
    country,
  ];
  return joined(lines, "\n") ?? "";
}

function joined(parts: readonly (string | null)[], between = " "): string | null {
  const present = parts.filter((part) => part !== null && part !== "");
  return present.length === 0 ? null : present.join(between);
}

function money(amount: Money): string {
  return formatMoney(amount, "en");
}
