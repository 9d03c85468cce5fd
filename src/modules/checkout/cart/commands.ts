import { z } from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import { type Command, type Context, type Decision, defineCommand } from "../../../kernel/write/command.ts";
import { catalogueIds } from "../../catalogue/ids.ts";
import { orderIds } from "../../orders/ids.ts";
import { settingsOf } from "../../tenants/index.ts";
import { tidyCarts } from "../expiry/commands.ts";
import { priceCart, toCartResponse } from "./presentation.ts";
import { type DisplayContext, displayContextOf, loadPricingContext } from "./pricing-context.ts";
import { addItems, newCart, type PricingContext, patchCart, setQuantity, settled } from "./rules.ts";
import {
  type Cart,
  type CartResponse,
  cartInput,
  cartPatch,
  cartShape,
  itemInput,
  quantityInput,
} from "./schema.ts";
import { insertCart, readCart, timesOf, writeCart } from "./store.ts";

export const noSuchCart = refusal("not-found", "There is no such cart.");
export const cartIsCompleted = refusal("cart-completed", "The cart has become an order.");

const byId = z.object({ id: opaqueId });
const byItem = byId.extend({ itemId: opaqueId });

/** A new cart, with things in it or without. */
export const openCart = defineCommand({
  name: "checkout.openCart",
  access: "public",
  input: cartInput.extend({ requestedLocales: z.array(z.string()).readonly().default([]) }),
  output: cartShape,
  load(database, input, context) {
    const displayContext = displayContextOf(
      settingsOf(database, context.tenantId),
      input,
      input.requestedLocales,
    );
    const wanted = (input.items ?? []).map(({ variantId }) => canonicalId(catalogueIds.variant, variantId));
    return {
      displayContext,
      pricingContext: loadPricingContext(
        database,
        context,
        { ...displayContext, shippingOptionId: null },
        wanted,
      ),
    };
  },
  decide({ displayContext, pricingContext }, { email, items }, context) {
    const cart = newCart({ ...displayContext, email: email ?? null }, items ?? [], pricingContext, context);
    return cart.ok ? kept(cart.value, pricingContext, context, insertCart) : cart;
  },
});

export const addItem = cartCommand({
  name: "checkout.addItem",
  input: byId.extend(itemInput.shape),
  variants: ({ variantId }) => [canonicalId(catalogueIds.variant, variantId)],
  change: (cart, item, pricingContext, context) => addItems(cart, [item], pricingContext, context, () => ""),
});

export const changeItem = cartCommand({
  name: "checkout.changeItem",
  input: byItem.extend(quantityInput.shape),
  change: (cart, { itemId, quantity }) => setQuantity(cart, canonicalId(orderIds.item, itemId), quantity),
});

export const removeItem = cartCommand({
  name: "checkout.removeItem",
  input: byItem,
  change: (cart, { itemId }) => setQuantity(cart, canonicalId(orderIds.item, itemId), 0),
});

export const updateCart = cartCommand({
  name: "checkout.updateCart",
  input: byId.extend({ patch: cartPatch }),
  displayContext: (cart, { patch }) => ({
    currency: patch.currency ?? cart.currency,
    locale: patch.locale ?? cart.locale,
    shippingOptionId: patch.shippingOptionId === undefined ? cart.shippingOptionId : patch.shippingOptionId,
  }),
  change: (cart, { patch }, pricingContext) => patchCart(cart, patch, pricingContext),
});

/** What `If-Match` speaks of. */
export function guardsCart({ id }: { readonly id: string }, database: TenantDatabase, { now }: Context) {
  const cart = readCart(database, id, now);
  return cart === undefined ? null : { version: cart.version };
}

interface CartCommandSpec<Input> {
  readonly name: string;
  readonly input: z.ZodType<Input, unknown>;
  /** What it looks at besides what is in the cart. */
  readonly variants?: (input: Input) => readonly string[];
  /** How the cart is looked at afterwards, where that changes. */
  readonly displayContext?: (cart: Cart, input: Input) => DisplayContext;
  readonly change: (
    cart: Cart,
    input: Input,
    pricingContext: PricingContext,
    context: Context,
  ) => Result<Cart>;
}

/** A change of an open cart: at the prices of the moment, which it keeps and answers. */
function cartCommand<Input extends { readonly id: string }>(
  spec: CartCommandSpec<Input>,
): Command<Input, CartResponse> {
  return defineCommand({
    name: spec.name,
    access: "public",
    input: spec.input,
    output: cartShape,
    guards: guardsCart,
    load(database, input, context) {
      const cart = readCart(database, input.id, context.now);
      if (cart === undefined) return null;
      const variants = [...cart.lines.map(({ variantId }) => variantId), ...(spec.variants?.(input) ?? [])];
      const displayContext = spec.displayContext?.(cart, input) ?? cart;
      return { cart, pricingContext: loadPricingContext(database, context, displayContext, variants) };
    },
    decide(loaded, input, context) {
      if (loaded === null) return refused(noSuchCart);
      const { cart, pricingContext } = loaded;
      if (cart.status === "completed") return refused(cartIsCompleted);
      const changed = spec.change(cart, input, pricingContext, context);
      return changed.ok
        ? kept(settled(changed.value, pricingContext), pricingContext, context, writeCart)
        : changed;
    },
  });
}

/** The cart is written and answered; nobody else hears of it. */
function kept(
  cart: Cart,
  pricingContext: PricingContext,
  { now }: Context,
  write: typeof writeCart,
): Result<Decision<CartResponse>> {
  const priced = priceCart(cart, pricingContext);
  if (!priced.ok) return priced;
  const { abandonAt, expiresAt } = timesOf(cart, now);
  return ok({
    events: [],
    writeState: (database) => write(database, cart, now),
    schedule: { job: tidyCarts.name, at: abandonAt ?? expiresAt },
    answer: () => toCartResponse(cart, priced.value, pricingContext),
  });
}
