import * as z from "zod";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import { type Context, type Decision, defineCommand } from "../../../kernel/write/command.ts";
import { catalogueIds } from "../../catalogue/ids.ts";
import { contactOf } from "../../customers/index.ts";
import {
  decidePlace,
  loadPlacement,
  type Placement,
  writeUnits,
  writtenStoreOrder,
} from "../../orders/index.ts";
import { loadSettings } from "../../tenants/index.ts";
import { cartIsCompleted, guardsCart, noSuchCart } from "../cart/commands.ts";
import { cartCompleted } from "../cart/events.ts";
import { newCart, patchCart } from "../cart/rules.ts";
import { type Cart, mintedToken } from "../cart/schema.ts";
import { readCart } from "../cart/store.ts";
import { codesRefusal } from "../codes/refusals.ts";
import { displayContextOf, loadPricingContext, type PricingRequest, shippingOf } from "../quote/load.ts";
import type { PricingContext } from "../quote/pricing-context.ts";
import { onlyOfferedOption } from "../quote/shipping-options.ts";
import { checkoutToken } from "./limits.ts";
import { draftOrder } from "./rules.ts";
import {
  type CompletionInput,
  checkoutInput,
  completionInput,
  type SealedOrder,
  sealedOrder,
} from "./schema.ts";

/** Turns a cart into an order: reserves every line or none, and closes the cart. */
export const completeCart = defineCommand({
  name: "checkout.completeCart",
  access: "public",
  internal: true,
  input: completionInput.extend({ id: opaqueId, minted: mintedToken }),
  output: sealedOrder,
  guards: guardsCart,
  tokens: (_input, _database, context) => checkoutToken(context),
  load(database, { id }, context) {
    const cart = readCart(database, context, id);
    if (cart === undefined) return null;
    const variantIds = cart.lines.map(({ variantId }) => variantId);
    return { cart, ...loadCheckout(database, context, cart, variantIds) };
  },
  decide(loaded, input, context) {
    if (loaded === null) return refused(noSuchCart);
    const { cart, pricing, placement } = loaded;
    if (cart.status === "completed") return refused(cartIsCompleted);
    const placed = place({ cart, cartId: cart.id, pricing, placement }, input, context);
    if (!placed.ok) return placed;
    const { id, events, ...decision } = placed.value;
    return ok({
      ...decision,
      events: [...events, cartCompleted.of(cart.id, { orderId: id })],
    });
  },
});

/**
 * Places an order in one request, without a stored cart. If no shipping option is named and there is only one, takes that.
 */
export const checkout = defineCommand({
  name: "checkout.checkout",
  access: "public",
  tokenGuard: "key",
  internal: true,
  input: checkoutInput.extend({ requestedLocales: z.array(z.string()).readonly(), minted: mintedToken }),
  output: sealedOrder,
  tokens: (_input, _database, context) => checkoutToken(context),
  load(database, input, context) {
    const settings = loadSettings(database, context);
    const shown = displayContextOf(settings, input, input.requestedLocales);
    const display = { ...shown, shippingOptionId: input.shippingOptionId ?? null };
    const variantIds = (input.items ?? []).map(({ variantId }) =>
      canonicalId(catalogueIds.variant, variantId),
    );
    const customer = contactOf(database, context.actor);
    const request = {
      ...display,
      customerId: customer?.id ?? null,
      email: input.email ?? customer?.email ?? null,
      codes: input.codes ?? [],
    };
    const wrongCode = codesRefusal(database, request.codes, request, context.now);
    return { display, customer, wrongCode, ...loadCheckout(database, context, request, variantIds) };
  },
  decide({ display: { currency, locale }, customer, pricing: loaded, placement, wrongCode }, input, context) {
    if (wrongCode !== null) return refused(wrongCode);
    const { email, items, shippingAddress, billingAddress, codes = [] } = input;
    const shopper = {
      ...{ tokenHash: "", currency, locale, email: email ?? null, customer },
      shippingAddress: shippingAddress ?? null,
      billingAddress: billingAddress ?? null,
    };
    const filled = newCart(shopper, items ?? [], loaded, context);
    if (!filled.ok) return filled;
    const settled = withDelivery(filled.value, input, loaded);
    if (!settled.ok) return settled;
    const { pricing } = settled.value;
    const cart = { ...settled.value.cart, codes };
    const placed = place({ cart, cartId: null, pricing, placement }, input, context);
    if (!placed.ok) return placed;
    const { id: _, ...decision } = placed.value;
    return ok(decision);
  },
});

/** A cart with its note and shipping option: the named one, else the only one that fits. */
function withDelivery(
  cart: Cart,
  { note, shippingOptionId }: z.infer<typeof checkoutInput>,
  pricing: PricingContext,
): Result<Pick<Basis, "cart" | "pricing">> {
  const chosenId = shippingOptionId ?? onlyOfferedOption(cart, pricing);
  const chosen = { ...pricing, ...shippingOf(pricing.shippingOptions, chosenId) };
  const patched = patchCart(cart, { shippingOptionId: chosenId, note }, chosen);
  return patched.ok ? ok({ cart: patched.value, pricing: chosen }) : patched;
}

interface Basis {
  readonly cart: Cart;
  readonly cartId: string | null;
  readonly pricing: PricingContext;
  readonly placement: Placement;
}

/** Loads what the quote, the reservation and the order depend on, once. */
function loadCheckout(
  database: TenantDatabase,
  context: Context,
  request: PricingRequest,
  variantIds: readonly string[],
): Pick<Basis, "pricing" | "placement"> {
  const pricing = loadPricingContext(database, context, request, variantIds);
  return { pricing, placement: loadPlacement(database, context, pricing.stocks, request.email) };
}

/** The common part of both commands: the draft, the reservation and the events. */
function place(
  { cart, cartId, pricing, placement }: Basis,
  { payment, expectedTotal, minted }: CompletionInput & { readonly minted: z.infer<typeof mintedToken> },
  context: Context,
): Result<Decision<SealedOrder> & { readonly id: string }> {
  const { actor } = context;
  const draft = draftOrder(cart, pricing, {
    payment,
    expectedTotal,
    accessTokenHash: minted.hash,
    actor,
    cartId,
  });
  if (!draft.ok) return draft;
  const placed = decidePlace(draft.value, placement, context);
  if (!placed.ok) return placed;
  const { id, number: _, held, ...decision } = placed.value;
  return ok({
    ...decision,
    id,
    writeState: (database) => writeUnits(database, held),
    answer: (database) => ({ order: writtenStoreOrder(database, id, context), sealed: minted.sealed }),
  });
}
