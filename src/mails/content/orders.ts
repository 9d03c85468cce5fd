import type { Money } from "../../kernel/values/money.ts";
import type { WrittenIn } from "../language.ts";
import { addressBlock, type MailAddress } from "./address.ts";
import type { Block, Content, Row } from "./blocks.ts";

/** An item of an order. `subtotal` is for the whole line. */
export interface MailItem {
  readonly title: string;
  readonly variantTitle: string;
  readonly options: Readonly<Record<string, string>>;
  readonly sku: string | null;
  readonly quantity: number;
}

/** What every mail about an order shows. */
interface AboutOrder {
  readonly shop: string;
  readonly number: number;
  readonly name: string | null;
}

/** An order that was placed. */
export interface OrderConfirmation extends AboutOrder {
  readonly placedAt: string;
  /** Something is on backorder. */
  readonly isPending: boolean;
  readonly items: readonly (MailItem & { readonly unitPrice: Money; readonly subtotal: Money })[];
  readonly totals: Readonly<Record<"subtotal" | "discount" | "shipping" | "tax" | "total", Money>>;
  readonly pricesIncludeTax: boolean;
  readonly shippingMethod: string | null;
  readonly shippingAddress: MailAddress | null;
  readonly billingAddress: MailAddress | null;
}

/** A parcel of an order that was shipped. */
export interface OrderShipped extends AboutOrder {
  readonly carrier: string;
  readonly trackingNumber: string;
  /** Whether other items are still to be shipped. */
  readonly isPart: boolean;
  readonly items: readonly MailItem[];
  readonly shippingAddress: MailAddress | null;
}

/** A refund of an order. */
export interface OrderRefunded extends AboutOrder {
  readonly amount: Money;
  /** This refund and those before it. */
  readonly refundedInAll: Money;
}

export function orderConfirmation(data: OrderConfirmation, language: WrittenIn): Content {
  const { messages, money, date, count, country } = language;
  const { number, isPending, items } = data;
  const own = messages.orderConfirmation;
  const units = items.reduce((sum, { quantity }) => sum + quantity, 0);
  const rows = items.map((item) => ({
    label: itemName(item),
    value: money(item.subtotal),
    note: item.quantity === 1 ? null : messages.each(money(item.unitPrice)),
  }));
  const method = data.shippingMethod;
  return {
    subject: subject(isPending ? own.pendingSubject : own.subject, data),
    blocks: [
      { kind: "paragraph", text: messages.greeting(data.name) },
      { kind: "paragraph", text: isPending ? own.pendingOpening : own.opening },
      {
        kind: "heading",
        text: `${messages.order(String(number))} · ${count(units, messages.items)}`,
        note: messages.placedOn(date(data.placedAt, "long")),
      },
      { kind: "items", rows },
      { kind: "totals", rows: totalRows(data, language) },
      ...addressBlock(messages.shipTo, data.shippingAddress, country),
      ...(method === null
        ? []
        : [{ kind: "address", title: messages.shippingMethod, lines: [method] } as const]),
      ...addressBlock(messages.billTo, data.billingAddress, country),
    ],
  };
}

export function orderShipped(data: OrderShipped, { messages, country }: WrittenIn): Content {
  const own = messages.orderShipped;
  return {
    subject: subject(data.isPart ? own.partSubject : own.subject, data),
    blocks: [
      { kind: "paragraph", text: messages.greeting(data.name) },
      { kind: "paragraph", text: data.isPart ? own.partOpening : own.opening },
      { kind: "heading", text: messages.order(String(data.number)) },
      {
        kind: "facts",
        rows: [
          { label: own.carrier, value: data.carrier },
          { label: own.trackingNumber, value: data.trackingNumber },
        ],
      },
      { kind: "heading", text: own.contents },
      { kind: "items", rows: data.items.map((item) => ({ label: itemName(item), value: "" })) },
      ...addressBlock(messages.shipTo, data.shippingAddress, country),
    ],
  };
}

export function orderRefunded(data: OrderRefunded, { messages, money }: WrittenIn): Content {
  const own = messages.orderRefunded;
  const isFirst = data.amount.amount === data.refundedInAll.amount;
  const blocks: readonly Block[] = [
    { kind: "paragraph", text: messages.greeting(data.name) },
    { kind: "paragraph", text: own.opening(money(data.amount)) },
    { kind: "heading", text: messages.order(String(data.number)) },
    {
      kind: "facts",
      rows: [
        { label: own.refund, value: money(data.amount) },
        ...(isFirst ? [] : [{ label: own.refundedInAll, value: money(data.refundedInAll) }]),
      ],
    },
    { kind: "paragraph", text: own.timing },
  ];
  return { subject: subject(own.subject, data), blocks };
}

function subject(of: (order: string) => string, { number, shop }: AboutOrder): string {
  return `${of(String(number))} – ${shop}`;
}

function itemName({ quantity, title, variantTitle, options, sku }: MailItem): string {
  // The only variant of a product without options has a title that says nothing.
  const name = Object.keys(options).length === 0 ? title : `${title} (${variantTitle})`;
  return `${quantity} × ${name}${sku === null ? "" : ` [${sku}]`}`;
}

function totalRows(
  { totals, pricesIncludeTax, shippingMethod }: OrderConfirmation,
  { messages, money }: WrittenIn,
): readonly Row[] {
  const { subtotal, discount, shipping, tax, total } = totals;
  const labels = messages.totals;
  const row = (label: string, amount: Money, isStrong = false) => ({ label, value: money(amount), isStrong });
  return [
    row(labels.subtotal, subtotal),
    ...(discount.amount === 0 ? [] : [row(labels.discount, { ...discount, amount: -discount.amount })]),
    ...(shippingMethod === null ? [] : [row(labels.shipping, shipping)]),
    ...(tax.amount === 0 || pricesIncludeTax ? [] : [row(labels.tax, tax)]),
    row(labels.total, total, true),
    ...(tax.amount === 0 || !pricesIncludeTax ? [] : [row(labels.includingTax, tax)]),
  ];
}
