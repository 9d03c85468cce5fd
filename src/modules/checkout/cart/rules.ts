import { type PointedError, type ProblemCode, refusal, refusalAt } from "../../../kernel/api/problem.ts";
import { maxErrors } from "../../../kernel/api/validation.ts";
import { canonicalId, type Id } from "../../../kernel/values/id.ts";
import { sentFields } from "../../../kernel/values/patch.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import { shortened } from "../../../kernel/values/text.ts";
import type { Context } from "../../../kernel/write/command.ts";
import { catalogueIds } from "../../catalogue/ids.ts";
import type { CustomerContact } from "../../customers/index.ts";
import { orderIds } from "../../orders/ids.ts";
import { codeKeyOf } from "../../promotions/index.ts";
import { hasPriceIn } from "../../shipping/index.ts";
import { checkoutIds } from "../ids.ts";
import { ownedBy } from "../own/rules.ts";
import type { PricingContext } from "../quote/pricing-context.ts";
import type { Basket, BasketLine } from "../quote/quote.ts";
import { selectedPrice } from "../quote/selected-price.ts";
import { type Cart, type CartPatch, cartLimits, type ItemInput } from "./schema.ts";

const { quantity: maxQuantity, lines: maxLines } = cartLimits;

/** What a line keeps of a name. */
const nameBytes = 300;

export const noSuchCode = refusal("not-found", "There is no such code in the cart.");
export const noSuchLine = refusal("not-found", "There is no such item in the cart.");

/** What is known of the shopper of a new cart. Prices depend on it. */
type Shopper = Pick<Cart, "tokenHash" | "currency" | "locale" | "email"> &
  Partial<Pick<Cart, "shippingAddress" | "billingAddress">>;

/** A new cart, empty or with items. A customer's is the customer's own. */
export function newCart(
  { customer = null, ...shopper }: Shopper & { readonly customer?: CustomerContact | null },
  wanted: readonly ItemInput[],
  pricing: PricingContext,
  context: Pick<Context, "newId">,
): Result<Cart> {
  if (!pricing.settings.currencies.includes(shopper.currency)) return refused(notEnabled(shopper.currency));
  const empty: Cart = {
    id: context.newId(checkoutIds.cart),
    status: "active",
    shippingAddress: null,
    billingAddress: null,
    ...shopper,
    shippingOptionId: null,
    codes: [],
    discounts: [],
    note: null,
    customerId: null,
    lines: [],
    orderId: null,
    version: 0,
  };
  const filled = addItems(ownedBy(empty, customer), wanted, pricing, context, (index) => `/items/${index}`);
  return filled.ok ? ok(settled(filled.value, pricing)) : filled;
}

/**
 * Adds items. If a variant is already in the cart, its quantity increases. `pointerOf` locates items in the
 * request.
 */
export function addItems(
  cart: Cart,
  wanted: readonly ItemInput[],
  pricing: PricingContext,
  { newId }: Pick<Context, "newId">,
  pointerOf: (index: number) => string,
): Result<Cart> {
  const lines = new Map(cart.lines.map((line) => [line.variantId, line]));
  const complaints: (Complaint & { readonly pointer: string })[] = [];
  wanted.forEach((item, index) => {
    const variantId = canonicalId(catalogueIds.variant, item.variantId);
    const line = lines.get(variantId);
    const quantity = (line?.quantity ?? 0) + item.quantity;
    const complaint = notForSale(variantId, quantity, cart, pricing);
    if (complaint !== null) {
      complaints.push({ pointer: `${pointerOf(index)}/variantId`, ...complaint });
      return;
    }
    if (quantity > maxQuantity.value)
      complaints.push({ pointer: `${pointerOf(index)}/quantity`, ...tooMany });
    lines.set(
      variantId,
      line === undefined ? newLine(newId(orderIds.item), variantId, quantity) : { ...line, quantity },
    );
  });
  if (lines.size > maxLines.value)
    complaints.push({ pointer: pointerOf(wanted.length - 1), ...tooManyLines });
  return refusedFor(complaints) ?? ok({ ...cart, lines: [...lines.values()] });
}

/** Sets the quantity of a line; 0 removes it. */
export function setQuantity(cart: Cart, itemId: string, quantity: number): Result<Cart> {
  if (!cart.lines.some(({ id }) => id === itemId)) return refused(noSuchLine);
  const lines = cart.lines.map((line) => (line.id === itemId ? { ...line, quantity } : line));
  return ok({ ...cart, lines: lines.filter((line) => line.quantity > 0) });
}

/** Changes everything but the items. If the currency changes, every line must have a price in it. */
export function patchCart(cart: Cart, patch: CartPatch, pricing: PricingContext): Result<Cart> {
  const currency = patch.currency ?? cart.currency;
  if (patch.currency !== undefined && !pricing.settings.currencies.includes(currency))
    return refused(notEnabled(currency));
  const patched = { ...cart, ...sentFields(patch) };
  if (currency !== cart.currency) {
    const withoutPrice = cart.lines.flatMap(({ variantId, title }) => {
      const variant = pricing.variants.get(variantId);
      const price = variant === undefined ? null : selectedPrice(variant, patched, pricing);
      return price === null ? [unpriced(title, currency)] : [];
    });
    if (withoutPrice.length > 0)
      return refused(refusal("price-unavailable", `Some items have no price in ${currency}.`, withoutPrice));
  }
  if (typeof patch.shippingOptionId === "string") {
    const pointer = "/shippingOptionId";
    if (pricing.shippingOption === null)
      return refused(refusalAt("unknown-reference", pointer, "There is no such shipping option."));
    if (!hasPriceIn(pricing.shippingOption, currency))
      return refused(
        refusalAt("price-unavailable", pointer, `The shipping option has no price in ${currency}.`),
      );
  }
  return ok(patched);
}

/** Adds a code. One that is there already stays as it is. */
export function addCode(cart: Cart, code: string): Result<Cart> {
  const key = codeKeyOf(code);
  if (cart.codes.some((one) => codeKeyOf(one) === key)) return ok(cart);
  const most = cartLimits.codes.value;
  if (cart.codes.length >= most)
    return refused(refusalAt("too-large", "/code", `A cart can have at most ${most} codes.`));
  return ok({ ...cart, codes: [...cart.codes, code] });
}

export function removeCode(cart: Cart, code: string): Result<Cart> {
  const codes = withoutCode(cart.codes, code);
  return codes.length === cart.codes.length ? refused(noSuchCode) : ok({ ...cart, codes });
}

/** Codes without one, in whatever case. */
export function withoutCode(codes: readonly string[], code: string): readonly string[] {
  const key = codeKeyOf(code);
  return codes.filter((one) => codeKeyOf(one) !== key);
}

/** The cart after a change: active, with its version incremented, and with current prices and names. */
export function settled(cart: Cart, pricing: PricingContext): Cart {
  const status = cart.status === "abandoned" ? "active" : cart.status;
  return { ...cart, status, version: cart.version + 1, lines: repriced(cart, pricing) };
}

/** Returns lines with current prices and names. An unavailable variant keeps its last ones. */
export function repriced(cart: Basket, pricing: PricingContext): readonly BasketLine[] {
  return cart.lines.map((line) => {
    const variant = pricing.variants.get(line.variantId);
    const price = variant === undefined ? null : selectedPrice(variant, cart, pricing);
    if (variant === undefined || price === null) return line;
    const { productId, sku } = variant;
    // Enough to recognise a product that is no longer published.
    const title = shortened(variant.title, nameBytes);
    const variantTitle = shortened(variant.variantTitle, nameBytes);
    return { ...line, unitAmount: price.amount, productId, sku, title, variantTitle };
  });
}

/** Why so many units of a variant cannot be in a cart; null if they can. */
function notForSale(
  variantId: string,
  quantity: number,
  { currency, ...cart }: Cart,
  pricing: PricingContext,
): Complaint | null {
  const variant = pricing.variants.get(variantId);
  if (variant === undefined)
    return { code: "unknown-variant", detail: "The variant does not exist or is not published." };
  if (selectedPrice(variant, { ...cart, lines: [{ variantId, quantity }] }, pricing) !== null) return null;
  return { code: "price-unavailable", detail: `The variant has no price in ${currency}.` };
}

interface Complaint {
  readonly code: ProblemCode;
  readonly detail: string;
}

const tooMany: Complaint = {
  code: "too-large",
  detail: `A line can have at most ${maxQuantity.value} units of a variant.`,
};
const tooManyLines: Complaint = {
  code: "too-large",
  detail: `A cart can have at most ${maxLines.value} lines.`,
};

function notEnabled(currency: string) {
  return refusalAt("currency-not-enabled", "/currency", `${currency} is not enabled.`);
}

function unpriced(title: string, currency: string): PointedError {
  return { pointer: "/currency", code: "price-unavailable", detail: `${title} has no price in ${currency}.` };
}

/** A new line. `repriced` fills in the rest from the variant. */
function newLine(id: Id<"item">, variantId: string, quantity: number): BasketLine {
  return { id, variantId, quantity, unitAmount: 0, productId: "", title: "", variantTitle: "", sku: null };
}

/** A refusal with the code of the first complaint; null if there are no complaints. */
function refusedFor(complaints: readonly (Complaint & { readonly pointer: string })[]) {
  const [first] = complaints;
  return first === undefined
    ? null
    : refused(refusal(first.code, first.detail, complaints.slice(0, maxErrors)));
}
