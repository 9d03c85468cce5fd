import { z } from "zod";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import { type Context, type Decision, defineCommand } from "../../../kernel/write/command.ts";
import { catalogueIds } from "../../catalogue/ids.ts";
import { decidePlace, loadPlacement, type Placement, writtenOrder } from "../../orders/index.ts";
import { settingsOf } from "../../tenants/index.ts";
import { cartIsCompleted, guardsCart, noSuchCart } from "../cart/commands.ts";
import { cartCompleted } from "../cart/events.ts";
import { displayContextOf, loadPricingContext } from "../cart/pricing-context.ts";
import { newCart, type PricingContext, patchCart, repriced } from "../cart/rules.ts";
import type { Cart } from "../cart/schema.ts";
import { keepLines, readCart } from "../cart/store.ts";
import { draftOrder } from "./rules.ts";
import {
  type CompletionInput,
  checkoutInput,
  completionInput,
  mintedToken,
  type SealedOrder,
  sealedOrder,
} from "./schema.ts";

/** Makes an order of a cart: every line is reserved or none, and the cart is closed. */
export const completeCart = defineCommand({
  name: "checkout.completeCart",
  access: "public",
  internal: true,
  input: completionInput.extend({ id: opaqueId, minted: mintedToken }),
  output: sealedOrder,
  guards: guardsCart,
  load(database, { id }, context) {
    const cart = readCart(database, id, context.now);
    if (cart === undefined) return null;
    const variants = cart.lines.map(({ variantId }) => variantId);
    return {
      cart,
      pricingContext: loadPricingContext(database, context, cart, variants),
      placement: loadPlacement(database, variants, context),
    };
  },
  decide(loaded, input, context) {
    if (loaded === null) return refused(noSuchCart);
    const { cart, pricingContext, placement } = loaded;
    if (cart.status === "completed") return refused(cartIsCompleted);
    const placed = place({ cart, cartId: cart.id, pricingContext, placement }, input, context);
    if (!placed.ok) return placed;
    const { id, events, ...answering } = placed.value;
    return ok({
      events: [...events, cartCompleted.of(cart.id, { orderId: id })],
      writeState: (database) => keepLines(database, { ...cart, lines: repriced(cart.lines, pricingContext) }),
      ...answering,
    });
  },
});

/** The same in one request, for a cart that is never kept. */
export const checkout = defineCommand({
  name: "checkout.checkout",
  access: "public",
  internal: true,
  input: checkoutInput.extend({ requestedLocales: z.array(z.string()).readonly(), minted: mintedToken }),
  output: sealedOrder,
  load(database, input, context) {
    const displayContext = displayContextOf(
      settingsOf(database, context.tenantId),
      input,
      input.requestedLocales,
    );
    const variants = (input.items ?? []).map(({ variantId }) => canonicalId(catalogueIds.variant, variantId));
    const shippingOptionId = input.shippingOptionId ?? null;
    return {
      displayContext,
      pricingContext: loadPricingContext(
        database,
        context,
        { ...displayContext, shippingOptionId },
        variants,
      ),
      placement: loadPlacement(database, variants, context),
    };
  },
  decide({ displayContext, pricingContext, placement }, input, context) {
    const { email, items, shippingAddress, billingAddress, shippingOptionId, note } = input;
    const filled = newCart({ ...displayContext, email: email ?? null }, items ?? [], pricingContext, context);
    if (!filled.ok) return filled;
    const patch = { shippingAddress, billingAddress, shippingOptionId, note };
    const cart = patchCart(filled.value, patch, pricingContext);
    if (!cart.ok) return cart;
    const placed = place({ cart: cart.value, cartId: null, pricingContext, placement }, input, context);
    if (!placed.ok) return placed;
    const { id: _, ...decision } = placed.value;
    return ok(decision);
  },
});

interface Basis {
  readonly cart: Cart;
  readonly cartId: string | null;
  readonly pricingContext: PricingContext;
  readonly placement: Placement;
}

/** What both ways have in common, which is all of it. */
function place(
  { cart, cartId, pricingContext, placement }: Basis,
  { payment, expectedTotal, minted }: CompletionInput & { readonly minted: z.infer<typeof mintedToken> },
  context: Context,
): Result<Decision<SealedOrder> & { readonly id: string }> {
  const { actor } = context;
  const draft = draftOrder(cart, pricingContext, {
    payment,
    expectedTotal,
    accessTokenHash: minted.hash,
    actor,
    cartId,
  });
  if (!draft.ok) return draft;
  const placed = decidePlace(draft.value, placement, context);
  if (!placed.ok) return placed;
  const { id, events } = placed.value;
  return ok({
    id,
    events,
    answer: (database) => ({ order: writtenOrder(database, id), sealed: minted.sealed }),
  });
}
