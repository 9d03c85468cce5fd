import { z } from "zod";
import type { StoredObject } from "../kept/files.ts";
import type { Shop } from "../workload/shop.ts";

const money = z.object({ amount: z.number() });
const order = z.object({
  id: z.string(),
  number: z.number(),
  status: z.enum(["pending", "confirmed", "paid", "shipped", "delivered", "cancelled"]),
  pricesIncludeTax: z.boolean(),
  items: z.array(
    z.object({
      id: z.string(),
      variantId: z.string(),
      quantity: z.number(),
      subtotal: money,
      discount: money,
      tax: money,
      total: money,
    }),
  ),
  totals: z.object({ subtotal: money, discount: money, shipping: money, tax: money, total: money }),
  payments: z.array(z.object({ status: z.string(), amount: money })),
  fulfillments: z.array(
    z.object({ status: z.string(), items: z.array(z.object({ itemId: z.string(), quantity: z.number() })) }),
  ),
  refunds: z.array(z.object({ amount: money, reason: z.string() })),
});
type Order = z.infer<typeof order>;

/** Where a shop's orders do not come to what they should: numbers, promises, stock, money. */
export function faultsInOrders({ storage, tenantId }: StoredObject, shop: Shop | undefined): string[] {
  const orders = storage
    .rows("SELECT content FROM orders ORDER BY number")
    .map(({ content }) => order.parse(JSON.parse(String(content))));
  const faults = [...misnumbered(orders), ...orders.flatMap(misreckoned)];
  if (shop !== undefined)
    faults.push(...missing(orders, shop), ...misrefunded(orders, shop), ...missold(orders, shop, storage));
  return faults.map((fault) => `orders of ${tenantId}: ${fault}`);
}

const firstNumber = 1001;

function misnumbered(orders: readonly Order[]): readonly string[] {
  return orders.flatMap(({ id, number }, index) =>
    number === firstNumber + index ? [] : [`${id} has number ${number} in place ${firstNumber + index}`],
  );
}

/** Σ lines − Σ discounts + shipping, plus tax where prices exclude it, is the total; nobody gets back more than was paid. */
function misreckoned({ id, items, totals, pricesIncludeTax, payments, refunds }: Order): readonly string[] {
  const sum = (of: (item: Order["items"][number]) => { amount: number }) =>
    items.reduce((all, item) => all + of(item).amount, 0);
  const tax = pricesIncludeTax ? 0 : sum((item) => item.tax);
  const total = sum((item) => item.subtotal) - sum((item) => item.discount) + totals.shipping.amount + tax;
  const paid = payments
    .filter(({ status }) => ["captured", "partially_refunded", "refunded"].includes(status))
    .reduce((all, { amount }) => all + amount.amount, 0);
  const back = refunds.reduce((all, { amount }) => all + amount.amount, 0);
  return [
    ...(total === totals.total.amount ? [] : [`${id} is ${totals.total.amount}, its parts are ${total}`]),
    ...(paid === 0 || paid === totals.total.amount
      ? []
      : [`${id} is paid with ${paid} of ${totals.total.amount}`]),
    ...(back <= paid ? [] : [`${id} got back ${back} of ${paid}`]),
  ];
}

function missing(orders: readonly Order[], shop: Shop): readonly string[] {
  const numberById = new Map(orders.map(({ id, number }) => [id, number]));
  return [...shop.orders].flatMap(([id, { number }]) =>
    numberById.get(id) === number
      ? []
      : [`${id} was acknowledged as ${number}, and is ${numberById.get(id)}`],
  );
}

/** Each acknowledged refund has words of its own: it is there once. */
function misrefunded(orders: readonly Order[], shop: Shop): readonly string[] {
  const given = orders.flatMap(({ id, refunds }) => refunds.map((one) => ({ id, ...one })));
  return [...shop.refunds].flatMap(([reason, { orderId, amount }]) => {
    const found = given.filter((one) => one.reason === reason);
    const [only] = found;
    return found.length === 1 && only?.id === orderId && only.amount.amount === amount
      ? []
      : [`the refund "${reason}" of ${amount} for ${orderId} is there ${found.length} times`];
  });
}

/** Goods leave the stock by being shipped alone, and what is reserved is what is owed to orders that are open. */
function missold(orders: readonly Order[], shop: Shop, storage: StoredObject["storage"]): readonly string[] {
  return [...shop.goods].flatMap((variantId) => {
    const [level] = storage.rows(
      "SELECT sum(stocked) AS stocked, sum(reserved) AS reserved FROM inventory_levels WHERE variant_id = ?",
      variantId,
    );
    const [held] = storage.rows(
      "SELECT coalesce(sum(quantity), 0) AS quantity FROM reservations WHERE variant_id = ?",
      variantId,
    );
    const shipped = orders.reduce((all, one) => all + shippedOf(one, variantId), 0);
    const owed = orders
      .filter(isOpen)
      .reduce((all, one) => all + orderedOf(one, variantId) - shippedOf(one, variantId), 0);
    const left = shop.stockedGoods - shipped;
    return [
      ...(level?.stocked === left ? [] : [`of ${variantId} there are ${level?.stocked}, should be ${left}`]),
      ...(level?.reserved === owed && held?.quantity === owed
        ? []
        : [`of ${variantId} ${level?.reserved} are reserved, ${held?.quantity} promised, ${owed} owed`]),
      ...(owed <= left ? [] : [`of ${variantId} ${owed} are owed, and ${left} there`]),
    ];
  });
}

function isOpen({ status }: Order): boolean {
  return status !== "cancelled" && status !== "delivered";
}

function orderedOf({ items }: Order, variantId: string): number {
  return items.reduce((all, item) => (item.variantId === variantId ? all + item.quantity : all), 0);
}

function shippedOf({ items, fulfillments }: Order, variantId: string): number {
  const ids = new Set(items.filter((item) => item.variantId === variantId).map(({ id }) => id));
  return fulfillments
    .filter(({ status }) => status !== "cancelled" && status !== "pending")
    .flatMap((one) => one.items)
    .reduce((all, { itemId, quantity }) => (ids.has(itemId) ? all + quantity : all), 0);
}
