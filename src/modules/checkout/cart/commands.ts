import * as z from "zod";
import { type Refusal, refusal } from "../../../kernel/api/problem.ts";
import { byteLength } from "../../../kernel/json.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import { type Command, type Context, type Decision, defineCommand } from "../../../kernel/write/command.ts";
import { catalogueIds } from "../../catalogue/ids.ts";
import { contactOf } from "../../customers/index.ts";
import { orderIds } from "../../orders/ids.ts";
import { loadSettings } from "../../tenants/index.ts";
import { codeRefusal } from "../codes/refusals.ts";
import { tidyCarts } from "../expiry/commands.ts";
import { ownedBy } from "../own/rules.ts";
import { discountsOf } from "../quote/explanation.ts";
import { asItIs, displayContextOf, loadPricingContext, type PricingRequest } from "../quote/load.ts";
import type { PricingContext } from "../quote/pricing-context.ts";
import { quoteBasket } from "../quote/quote-basket.ts";
import { cartContentOf } from "./presentation.ts";
import {
  addCode,
  addItems,
  newCart,
  patchCart,
  removeCode,
  setQuantity,
  settled,
  withoutCode,
} from "./rules.ts";
import {
  type Cart,
  type CartContent,
  cartContent,
  cartInput,
  cartPatch,
  codeInput,
  itemInput,
  mintedToken,
  quantityInput,
  sealedCart,
} from "./schema.ts";
import { insertCart, readCart, timesOf, writeCart } from "./store.ts";

export const noSuchCart = refusal("not-found", "There is no such cart.");
export const cartIsCompleted = refusal("cart-completed", "The cart is completed. It has become an order.");

const byId = z.object({ id: opaqueId });
const byItem = byId.extend({ itemId: opaqueId });

/** The inputs of the commands that change a cart, by its token. */
export const cartInputs = {
  addItem: byId.extend(itemInput.shape),
  changeItem: byItem.extend(quantityInput.shape),
  removeItem: byItem,
  addCode: byId.extend(codeInput.shape),
  removeCode: byId.extend({ code: z.string().max(64) }),
  updateCart: byId.extend({ patch: cartPatch }),
} as const;

/** Opens a cart, empty or with items. */
export const openCart = defineCommand({
  name: "checkout.openCart",
  access: "public",
  internal: true,
  input: cartInput.extend({ requestedLocales: z.array(z.string()).readonly(), minted: mintedToken }),
  output: sealedCart,
  load(database, input, context) {
    const settings = loadSettings(database, context);
    const display = displayContextOf(settings, input, input.requestedLocales);
    const customer = contactOf(database, context.actor);
    const request = {
      ...display,
      shippingOptionId: null,
      codes: [],
      customerId: customer?.id ?? null,
      email: input.email ?? customer?.email ?? null,
    };
    const variantIds = (input.items ?? []).map(({ variantId }) =>
      canonicalId(catalogueIds.variant, variantId),
    );
    return { display, pricing: loadPricingContext(database, context, request, variantIds), customer };
  },
  decide({ display: { currency, locale }, pricing, customer }, { email, items, minted }, context) {
    const shopper = { tokenHash: minted.hash, currency, locale, email: email ?? null, customer };
    const cart = newCart(shopper, items ?? [], pricing, context);
    if (!cart.ok) return cart;
    const opened = stored(null, cart.value, pricing, context);
    if (!opened.ok) return opened;
    const { answer, ...decision } = opened.value;
    return ok({ ...decision, answer: (database) => ({ cart: answer(database), sealed: minted.sealed }) });
  },
});

export const addItem = cartCommand({
  name: "checkout.addItem",
  input: cartInputs.addItem,
  variants: ({ variantId }) => [canonicalId(catalogueIds.variant, variantId)],
  change: (cart, item, pricing, context) => addItems(cart, [item], pricing, context, () => ""),
});

export const changeItem = cartCommand({
  name: "checkout.changeItem",
  input: cartInputs.changeItem,
  change: (cart, { itemId, quantity }) => setQuantity(cart, canonicalId(orderIds.item, itemId), quantity),
});

export const removeItem = cartCommand({
  name: "checkout.removeItem",
  input: cartInputs.removeItem,
  change: (cart, { itemId }) => setQuantity(cart, canonicalId(orderIds.item, itemId), 0),
});

export const updateCart = cartCommand({
  name: "checkout.updateCart",
  input: cartInputs.updateCart,
  request: (cart, { patch }) => ({
    ...cart,
    currency: patch.currency ?? cart.currency,
    locale: patch.locale ?? cart.locale,
    shippingOptionId: patch.shippingOptionId === undefined ? cart.shippingOptionId : patch.shippingOptionId,
    email: patch.email === undefined ? cart.email : patch.email,
  }),
  change: (cart, { patch }, pricing) => patchCart(cart, patch, pricing),
});

export const enterCode = cartCommand({
  name: "checkout.addCode",
  input: cartInputs.addCode,
  request: (cart, { code }) => ({ ...cart, codes: [...cart.codes, code] }),
  refusal: (database, cart, { code }, { now }) => codeRefusal(database, code, cart, now),
  change: (cart, { code }) => addCode(cart, code),
});

export const withdrawCode = cartCommand({
  name: "checkout.removeCode",
  input: cartInputs.removeCode,
  request: (cart, { code }) => ({ ...cart, codes: withoutCode(cart.codes, code) }),
  change: (cart, { code }) => removeCode(cart, code),
});

/** Returns the version that `If-Match` is compared with. */
export function guardsCart({ id }: { readonly id: string }, database: TenantDatabase, context: Context) {
  const cart = readCart(database, context, id);
  return cart === undefined ? null : { version: cart.version };
}

interface CartCommandSpec<Input> {
  readonly name: string;
  readonly input: z.ZodType<Input, unknown>;
  /** Variants it needs besides those in the cart. */
  readonly variants?: (input: Input) => readonly string[];
  /** What prices depend on after the change, if that changes. */
  readonly request?: (cart: Cart, input: Input) => PricingRequest;
  /** Why it is refused whatever the cart has; null if it is not. */
  readonly refusal?: (database: TenantDatabase, cart: Cart, input: Input, context: Context) => Refusal | null;
  readonly change: (cart: Cart, input: Input, pricing: PricingContext, context: Context) => Result<Cart>;
}

/** Defines a command that changes an open cart. It stores current prices and returns them. */
function cartCommand<Input extends { readonly id: string }>(
  spec: CartCommandSpec<Input>,
): Command<Input, CartContent> {
  return defineCommand({
    name: spec.name,
    access: "public",
    internal: true,
    input: spec.input,
    output: cartContent,
    guards: guardsCart,
    load(database, input, context) {
      const cart = readCart(database, context, input.id);
      if (cart === undefined) return null;
      const variantIds = [...cart.lines.map(({ variantId }) => variantId), ...(spec.variants?.(input) ?? [])];
      const customer = cart.customerId === null ? contactOf(database, context.actor) : null;
      const owned = ownedBy(cart, customer);
      const pricing = loadPricingContext(
        database,
        context,
        spec.request?.(owned, input) ?? asItIs(owned),
        variantIds,
      );
      return { cart, customer, pricing, refusal: spec.refusal?.(database, owned, input, context) ?? null };
    },
    decide(loaded, input, context) {
      if (loaded === null) return refused(noSuchCart);
      const { cart, customer, pricing } = loaded;
      if (cart.status === "completed") return refused(cartIsCompleted);
      if (loaded.refusal !== null) return refused(loaded.refusal);
      const changed = spec.change(ownedBy(cart, customer), input, pricing, context);
      return changed.ok ? stored(cart, settled(changed.value, pricing), pricing, context) : changed;
    },
  });
}

/** Writes the cart and returns it. Emits no event. */
export function stored(
  previous: Cart | null,
  cart: Cart,
  pricing: PricingContext,
  context: Context,
): Result<Decision<CartContent>> {
  const quote = quoteBasket(cart, pricing);
  if (!quote.ok) return quote;
  const shown = { ...cart, discounts: discountsOf(quote.value) };
  const { abandonAt, expiresAt } = timesOf(cart, context.now);
  const write = previous === null ? insertCart : writeCart;
  return ok({
    events: [],
    writeState: (database) => write(database, shown, context),
    storedBytes: Math.max(0, bytesOf(shown) - bytesOf(previous)),
    schedule: { job: tidyCarts.name, at: abandonAt ?? expiresAt },
    answer: () => cartContentOf(cart, quote.value, pricing),
  });
}

/** A new cart's indexes, and the event of its end. */
const bytesBesidesCart = 1_024;

function bytesOf(cart: Cart | null): number {
  return cart === null ? 0 : bytesBesidesCart + byteLength(JSON.stringify(cart));
}
