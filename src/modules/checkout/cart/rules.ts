import { type PointedError, type ProblemCode, refusal, refusalAt } from "../../../kernel/api/problem.ts";
import { maxErrors } from "../../../kernel/api/validation.ts";
import { canonicalId, type Id } from "../../../kernel/values/id.ts";
import { sentFields } from "../../../kernel/values/patch.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { Context } from "../../../kernel/write/command.ts";
import type { SellableVariant } from "../../products/index.ts";
import type { AvailableOption } from "../../shipping/index.ts";
import type { Settings } from "../../tenants/index.ts";
import { type Cart, type CartPatch, type ItemInput, type Line, maxLines, maxQuantity } from "./schema.ts";

/** What carts are judged by, in the language and currency that a cart has after the change. */
export interface PricingContext {
  readonly settings: Pick<Settings, "currencies" | "taxRates" | "pricesIncludeTax">;
  /** By variant; what is not on sale is not among them. */
  readonly sellableVariants: ReadonlyMap<string, SellableVariant>;
  /** By variant. */
  readonly available: ReadonlyMap<string, number>;
  /** The shipping option that is chosen: null where there is none of that id, or no price in the currency. */
  readonly option: { readonly exists: boolean; readonly sellable: AvailableOption | null };
}

export const noSuchLine = refusal("not-found", "There is no such line in the cart.");

/** A cart that has just been opened, with things in it or without. */
export function newCart(
  shopper: Pick<Cart, "currency" | "locale" | "email">,
  wanted: readonly ItemInput[],
  pricingContext: PricingContext,
  context: Pick<Context, "newId" | "newBearerToken">,
): Result<Cart> {
  if (!pricingContext.settings.currencies.includes(shopper.currency))
    return refused(notEnabled(shopper.currency));
  const empty: Cart = {
    token: `cart_${context.newBearerToken()}`,
    id: context.newId("cart"),
    status: "active",
    ...shopper,
    shippingAddress: null,
    billingAddress: null,
    shippingOptionId: null,
    note: null,
    lines: [],
    orderId: null,
    version: 0,
  };
  const filled = addItems(empty, wanted, pricingContext, context, (index) => `/items/${index}`);
  return filled.ok ? ok(settled(filled.value, pricingContext)) : filled;
}

/** Puts things into a cart; what is in it already becomes more. `pointerOf` says where in the request each stands. */
export function addItems(
  cart: Cart,
  wanted: readonly ItemInput[],
  pricingContext: PricingContext,
  { newId }: Pick<Context, "newId">,
  pointerOf: (index: number) => string,
): Result<Cart> {
  const lines = new Map(cart.lines.map((line) => [line.variantId, line]));
  const complaints: (Complaint & { readonly pointer: string })[] = [];
  wanted.forEach((item, index) => {
    const variantId = canonicalId("variant", item.variantId);
    const complaint = notForSale(pricingContext.sellableVariants.get(variantId), cart);
    if (complaint !== null) {
      complaints.push({ pointer: `${pointerOf(index)}/variantId`, ...complaint });
      return;
    }
    const line = lines.get(variantId);
    const quantity = (line?.quantity ?? 0) + item.quantity;
    if (quantity > maxQuantity) complaints.push({ pointer: `${pointerOf(index)}/quantity`, ...tooMany });
    lines.set(
      variantId,
      line === undefined ? newLine(newId("item"), variantId, quantity) : { ...line, quantity },
    );
  });
  if (lines.size > maxLines) complaints.push({ pointer: pointerOf(wanted.length - 1), ...tooManyLines });
  return refusedFor(complaints) ?? ok({ ...cart, lines: [...lines.values()] });
}

/** Sets how many of a line are wanted; none takes it out. */
export function setQuantity(cart: Cart, itemId: string, quantity: number): Result<Cart> {
  if (!cart.lines.some(({ id }) => id === itemId)) return refused(noSuchLine);
  const lines = cart.lines.map((line) => (line.id === itemId ? { ...line, quantity } : line));
  return ok({ ...cart, lines: lines.filter((line) => line.quantity > 0) });
}

/** Changes what a cart says of the shopper. Another currency must have a price for every line. */
export function patchCart(cart: Cart, patch: CartPatch, pricingContext: PricingContext): Result<Cart> {
  const currency = patch.currency ?? cart.currency;
  if (patch.currency !== undefined && !pricingContext.settings.currencies.includes(currency))
    return refused(notEnabled(currency));
  if (currency !== cart.currency) {
    const unpriced = cart.lines.flatMap(({ variantId }, index) =>
      (pricingContext.sellableVariants.get(variantId)?.price ?? null) === null
        ? [unpricedAt(`/items/${index}`, currency)]
        : [],
    );
    if (unpriced.length > 0)
      return refused(refusal("price-unavailable", `Not everything has a price in ${currency}.`, unpriced));
  }
  if (typeof patch.shippingOptionId === "string") {
    const pointer = "/shippingOptionId";
    if (!pricingContext.option.exists)
      return refused(refusalAt("unknown-reference", pointer, "There is no such shipping option."));
    if (pricingContext.option.sellable === null)
      return refused(refusalAt("price-unavailable", pointer, `It has no price in ${currency}.`));
  }
  return ok({ ...cart, ...sentFields(patch) });
}

/** A cart after a change: touched, and with the prices and names of the moment. */
export function settled(cart: Cart, pricingContext: PricingContext): Cart {
  const status = cart.status === "abandoned" ? "active" : cart.status;
  return { ...cart, status, version: cart.version + 1, lines: repriced(cart.lines, pricingContext) };
}

/** Lines with the prices and names of the moment; what is not on sale stays what it was. */
export function repriced(lines: readonly Line[], { sellableVariants }: PricingContext): readonly Line[] {
  return lines.map((line) => {
    const sellable = sellableVariants.get(line.variantId);
    if (sellable === undefined || sellable.price === null) return line;
    const { productId, sku } = sellable;
    const names = { title: kept(sellable.title), variantTitle: kept(sellable.variantTitle) };
    return { ...line, unitAmount: sellable.price.amount, productId, sku, ...names };
  });
}

/** What is to be said of a variant that cannot go into a cart. */
function notForSale(sellable: SellableVariant | undefined, { currency }: Cart): Complaint | null {
  if (sellable === undefined) return { code: "unknown-variant", detail: "There is no such variant on sale." };
  if (sellable.price !== null) return null;
  return { code: "price-unavailable", detail: `It has no price in ${currency}.` };
}

interface Complaint {
  readonly code: ProblemCode;
  readonly detail: string;
}

const tooMany: Complaint = { code: "too-large", detail: `A line has at most ${maxQuantity} of one variant.` };
const tooManyLines: Complaint = { code: "too-large", detail: `A cart has at most ${maxLines} lines.` };

function notEnabled(currency: string) {
  return refusalAt("currency-not-enabled", "/currency", `${currency} is not enabled.`);
}

function unpricedAt(pointer: string, currency: string): PointedError {
  return { pointer, code: "price-unavailable", detail: `It has no price in ${currency}.` };
}

/** Filled in by `repriced`, from the offer that let it into the cart. */
function newLine(id: Id<"item">, variantId: string, quantity: number): Line {
  return { id, variantId, quantity, unitAmount: 0, productId: "", title: "", variantTitle: "", sku: null };
}

/** Names are kept for what is no longer on sale; enough of them to be recognised. */
function kept(name: string): string {
  return name.slice(0, 200).toWellFormed();
}

/** Refused under the code of the first complaint; null where there is none. */
function refusedFor(complaints: readonly (Complaint & { readonly pointer: string })[]) {
  const [first] = complaints;
  return first === undefined
    ? null
    : refused(refusal(first.code, first.detail, complaints.slice(0, maxErrors)));
}
