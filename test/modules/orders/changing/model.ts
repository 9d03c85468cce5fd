import type { InventoryPolicy } from "../../../../src/modules/inventory/index.ts";

/** What a shop's book-keeper would write down: no events, no tables, one shelf. */
export interface Shelf {
  readonly policy: InventoryPolicy;
  stocked: number;
}

interface Line {
  readonly variant: number;
  readonly quantity: number;
  shipped: number;
}

export interface Booked {
  status: string;
  readonly lines: readonly Line[];
  /** By variant: what is promised and there, and what is promised and not there. */
  readonly firm: Map<number, number>;
  readonly owed: Map<number, number>;
  readonly total: number;
  captured: number;
  refunded: number;
}

export type Outcome = "done" | string;

export interface Book {
  readonly shelves: readonly Shelf[];
  readonly orders: Booked[];
}

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);

export function reservedOf({ orders }: Book, variant: number): number {
  return sum(orders.map(({ firm, owed }) => (firm.get(variant) ?? 0) + (owed.get(variant) ?? 0)));
}

/** How many of a variant have left the house and were counted. */
export function shippedOf({ orders, shelves }: Book, variant: number): number {
  if (shelves[variant]?.policy === "untracked") return 0;
  return sum(
    orders.flatMap(({ lines }) =>
      lines.filter((line) => line.variant === variant).map(({ shipped }) => shipped),
    ),
  );
}

export function place(book: Book, wanted: readonly { variant: number; quantity: number }[]): Outcome {
  const firm = new Map<number, number>();
  const owed = new Map<number, number>();
  for (const [variant, shelf] of book.shelves.entries()) {
    const quantity = sum(wanted.filter((line) => line.variant === variant).map((line) => line.quantity));
    if (quantity === 0 || shelf.policy === "untracked") continue;
    const there = Math.max(0, shelf.stocked - reservedOf(book, variant));
    if (shelf.policy === "deny" && quantity > there) return "insufficient-inventory";
    firm.set(variant, Math.min(quantity, there));
    owed.set(variant, quantity - Math.min(quantity, there));
  }
  const subtotal = sum(wanted.map(({ quantity }) => quantity * 1_000));
  book.orders.push({
    status: sum(owed.values()) > 0 ? "pending" : "confirmed",
    lines: wanted.map((line) => ({ ...line, shipped: 0 })),
    firm,
    owed,
    total: subtotal + subtotal / 5 + 500,
    captured: 0,
    refunded: 0,
  });
  return "done";
}

export function confirm(book: Book, order: Booked): Outcome {
  if (order.status !== "pending") return "invalid-transition";
  const earlier = book.orders.slice(0, book.orders.indexOf(order));
  const short = [...order.owed].some(([variant, quantity]) => {
    const firm = sum(book.orders.map((one) => one.firm.get(variant) ?? 0));
    const waiting = sum(earlier.map((one) => one.owed.get(variant) ?? 0));
    return quantity > 0 && (book.shelves[variant]?.stocked ?? 0) - firm - waiting < quantity;
  });
  if (short) return "insufficient-inventory";
  for (const [variant, quantity] of order.owed)
    order.firm.set(variant, (order.firm.get(variant) ?? 0) + quantity);
  order.owed.clear();
  order.status = "confirmed";
  return "done";
}

export function capture(order: Booked): Outcome {
  if (order.status !== "confirmed") return "invalid-transition";
  order.status = "paid";
  order.captured = order.total;
  return "done";
}

/** `parts` says how many of each line; null is all that is left. */
export function ship(book: Book, order: Booked, parts: readonly number[] | null): Outcome {
  if (order.status !== "paid" || order.refunded === order.captured) return "invalid-transition";
  const quantities = order.lines.map((line, index) => parts?.[index] ?? (parts === null ? left(line) : 0));
  if (order.lines.some((line, index) => (quantities[index] ?? 0) > left(line))) return "exceeds-unshipped";
  for (const [variant, shelf] of book.shelves.entries()) {
    if (shelf.policy !== "untracked" && shipping(order, quantities, variant) > shelf.stocked)
      return "insufficient-inventory";
  }
  for (const [variant, shelf] of book.shelves.entries()) {
    if (shelf.policy === "untracked") continue;
    const quantity = shipping(order, quantities, variant);
    shelf.stocked -= quantity;
    order.firm.set(variant, (order.firm.get(variant) ?? 0) - quantity);
  }
  for (const [index, line] of order.lines.entries()) line.shipped += quantities[index] ?? 0;
  if (order.lines.every((line) => left(line) === 0)) order.status = "shipped";
  return "done";
}

export function deliver(order: Booked): Outcome {
  if (order.status !== "shipped") return "invalid-transition";
  order.status = "delivered";
  return "done";
}

export function cancel(order: Booked, withRefund: boolean): Outcome {
  if (!["pending", "confirmed", "paid"].includes(order.status)) return "invalid-transition";
  if (!withRefund && order.captured > order.refunded) return "refund-required";
  order.refunded = order.captured;
  order.status = "cancelled";
  order.firm.clear();
  order.owed.clear();
  return "done";
}

export function refund(order: Booked, amount: number): Outcome {
  if (amount > order.captured - order.refunded) return "refund-exceeds-captured";
  order.refunded += amount;
  return "done";
}

export function adjust(shelf: Shelf, delta: number): Outcome {
  if (shelf.stocked + delta < 0) return "insufficient-inventory";
  shelf.stocked += delta;
  return "done";
}

export function paymentStatusOf({ status, captured, refunded }: Booked): string {
  if (captured === 0) return status === "cancelled" ? "voided" : "unpaid";
  if (refunded === 0) return "paid";
  return refunded < captured ? "partially_refunded" : "refunded";
}

export function fulfillmentStatusOf({ status, lines }: Booked): string {
  if (status === "delivered") return "delivered";
  if (lines.every(({ shipped }) => shipped === 0)) return "unfulfilled";
  return lines.every((line) => left(line) === 0) ? "fulfilled" : "partial";
}

function left({ quantity, shipped }: Line): number {
  return quantity - shipped;
}

function shipping({ lines }: Booked, quantities: readonly number[], variant: number): number {
  return sum(lines.map((line, index) => (line.variant === variant ? (quantities[index] ?? 0) : 0)));
}
