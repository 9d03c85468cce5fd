import * as z from "zod";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { Context } from "../../../kernel/write/command.ts";
import { writtenStoreOrder } from "../../orders/index.ts";
import { offeredOptions as offeredOptionsShape } from "../../shipping/index.ts";
import { asItIs, loadPricingContext } from "../quote/load.ts";
import { quoteBasket } from "../quote/quote-basket.ts";
import { offeredOptions } from "../quote/shipping-options.ts";
import { noSuchCart } from "./commands.ts";
import { cartContentOf, completedCartContentOf } from "./presentation.ts";
import { type Cart, type CartContent, cartContent } from "./schema.ts";
import { readCart } from "./store.ts";

const byId = z.object({ id: opaqueId });

/** Reads an open cart at current prices, or a completed cart as ordered. */
export const readOpenCart = defineObjectQuery({
  name: "checkout.readCart",
  access: "public",
  internal: true,
  input: byId,
  output: cartContent,
  run(database, { id }, context) {
    const cart = readCart(database, context, id);
    return cart === undefined ? refused(noSuchCart) : readCartContent(database, cart, context);
  },
});

/** An open cart at current prices, or a completed cart as ordered. */
export function readCartContent(database: TenantDatabase, cart: Cart, context: Context): Result<CartContent> {
  const variantIds = cart.lines.map(({ variantId }) => variantId);
  const pricing = loadPricingContext(database, context, asItIs(cart), variantIds);
  if (cart.orderId !== null)
    return ok(completedCartContentOf(cart, writtenStoreOrder(database, cart.orderId, context), pricing));
  const quote = quoteBasket(cart, pricing);
  return quote.ok ? ok(cartContentOf(cart, quote.value, pricing)) : quote;
}

/** Lists the shipping options that fit a cart, at what they would cost. */
export const readCartOptions = defineObjectQuery({
  name: "checkout.readCartOptions",
  access: "public",
  input: byId,
  output: offeredOptionsShape,
  run(database, { id }, context) {
    const cart = readCart(database, context, id);
    if (cart === undefined) return refused(noSuchCart);
    const variantIds = cart.lines.map(({ variantId }) => variantId);
    const pricing = loadPricingContext(database, context, asItIs(cart), variantIds);
    return ok({ items: [...offeredOptions(cart, pricing)] });
  },
});
