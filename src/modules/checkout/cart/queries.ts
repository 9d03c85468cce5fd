import { z } from "zod";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { writtenOrder } from "../../orders/index.ts";
import { availableIn, availableOption, readOptions } from "../../shipping/index.ts";
import { noSuchCart } from "./commands.ts";
import { asOrdered, priceCart, toCartResponse } from "./presentation.ts";
import { loadPricingContext } from "./pricing-context.ts";
import { cartShape } from "./schema.ts";
import { readCart } from "./store.ts";

const byId = z.object({ id: opaqueId });

/** A cart at the prices of the moment; a completed one as it was ordered. */
export const readOpenCart = defineObjectQuery({
  name: "checkout.readCart",
  access: "public",
  input: byId,
  output: cartShape,
  run(database, { id }, context) {
    const cart = readCart(database, id, context.now);
    if (cart === undefined) return refused(noSuchCart);
    const variants = cart.lines.map(({ variantId }) => variantId);
    const pricingContext = loadPricingContext(database, context, cart, variants);
    const priced = priceCart(cart, pricingContext);
    if (!priced.ok) return priced;
    const shown = toCartResponse(cart, priced.value, pricingContext);
    return ok(cart.orderId === null ? shown : asOrdered(shown, writtenOrder(database, cart.orderId)));
  },
});

/** How a cart could be sent, in its currency. */
export const readCartOptions = defineObjectQuery({
  name: "checkout.readCartOptions",
  access: "public",
  input: byId,
  output: z.object({ items: z.array(availableOption) }),
  run(database, { id }, { tenantId, now }) {
    const cart = readCart(database, id, now);
    if (cart === undefined) return refused(noSuchCart);
    const items = readOptions(database, tenantId).flatMap(
      (option) => availableIn(cart.currency, option) ?? [],
    );
    return ok({ items });
  },
});
