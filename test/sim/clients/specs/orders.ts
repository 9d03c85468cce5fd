import { createHash } from "node:crypto";
import type { Dice } from "../dice.ts";
import type { Shop } from "../shop.ts";
import { codeOf } from "./promotions.ts";
import { prices, type RequestSpec, type WeightedRequest } from "./spec.ts";

/** Requests that place and process orders. */
export const orderRequests: readonly WeightedRequest[] = [
  [8, checkOut],
  [3, openCart],
  [3, (dice, shop) => onCart(dice, shop, "addItem", (items) => ({ ...items[0] }))],
  [3, (dice, shop) => onCart(dice, shop, "updateCart", () => ({ patch: delivery(dice, shop) }))],
  [5, (dice, shop) => onCart(dice, shop, "completeCart", () => ({ minted: minted(dice) }))],
  [2, (dice, shop) => onOrder(dice, shop, "confirm", { prioritize: dice.chance(0.2) })],
  [6, (dice, shop) => onOrder(dice, shop, "capture")],
  [5, (dice, shop) => onOrder(dice, shop, "ship", parcel(dice, shop))],
  [3, (dice, shop) => onOrder(dice, shop, "deliver")],
  [3, (dice, shop) => onOrder(dice, shop, "cancel", { reason: "simulated", refund: dice.chance(0.5) })],
  [3, (dice, shop) => onOrder(dice, shop, "refund", refund(dice))],
  [1, (dice, shop) => onOrder(dice, shop, "update", { note: `note ${dice.below(9)}` })],
  [0.5, (dice) => ({ command: "shipping.createOption", input: { name: "Post", prices: prices(dice) } })],
];

function parcel(dice: Dice, shop: Shop) {
  const from = dice.chance(0.4) ? dice.oneOf(shop.locations) : undefined;
  return { trackingNumber: "T1", carrier: "Post", ...(from === undefined ? {} : { locationId: from.id }) };
}

function checkOut(dice: Dice, shop: Shop): RequestSpec | null {
  const items = itemsOf(dice, shop);
  if (items.length === 0) return null;
  const codes = dice.chance(0.2) ? { codes: [codeOf(dice)] } : {};
  const input = { requestedLocales: [], minted: minted(dice), items, ...delivery(dice, shop), ...codes };
  return { command: "checkout.checkout", input, shopper: true };
}

function openCart(dice: Dice, shop: Shop): RequestSpec {
  const secret = `secret ${dice.below(2 ** 31)}`;
  // The edge would encrypt the token.
  const minted = { hash: createHash("sha256").update(secret).digest("base64url"), sealed: `cart_${secret}` };
  const items = dice.chance(0.3) ? [] : itemsOf(dice, shop);
  const input = { requestedLocales: [], items, email: "ada@shop.example", minted };
  return { command: "checkout.openCart", input, shopper: true };
}

function onCart(
  dice: Dice,
  shop: Shop,
  verb: string,
  more: (items: ReturnType<typeof itemsOf>) => object,
): RequestSpec | null {
  const cart = dice.oneOf(shop.carts);
  const items = itemsOf(dice, shop);
  if (cart === undefined || items.length === 0) return null;
  return { command: `checkout.${verb}`, input: { id: cart, ...more(items) }, shopper: true };
}

function onOrder(dice: Dice, shop: Shop, verb: string, more: object = {}): RequestSpec | null {
  const order = dice.oneOf(shop.orders);
  if (order === undefined) return null;
  const guarded = { type: "order", ...order };
  return { command: `orders.${verb}Order`, input: { id: order.id, ...more }, guarded, owner: order.id };
}

function itemsOf(dice: Dice, shop: Shop) {
  return dice.someOf(shop.variants, 2).map(({ id }) => ({ variantId: id, quantity: dice.between(1, 3) }));
}

function delivery(dice: Dice, shop: Shop) {
  const shippingAddress = { firstName: "Ada", city: "Berlin", country: dice.oneOf(["DE", "FR"]) };
  return { email: "ada@shop.example", shippingAddress, shippingOptionId: dice.oneOf(shop.shippingOptions) };
}

function minted(dice: Dice) {
  return { hash: `hash ${dice.below(2 ** 31)}`, sealed: "sealed" };
}

function refund(dice: Dice) {
  return { amount: { amount: dice.between(1, 5_000), currency: "USD" }, reason: "simulated" };
}
