import type { Money } from "../../../kernel/values/money.ts";
import { ok, type Result } from "../../../kernel/values/result.ts";
import type { OrderResponse } from "../../orders/index.ts";
import { type LineAmounts, priceBasket, type Totals, taxRateFor } from "../../pricing/index.ts";
import type { SellableVariant } from "../../products/index.ts";
import type { AvailableOption } from "../../shipping/index.ts";
import type { PricingContext } from "./rules.ts";
import type { Cart, CartResponse, Line } from "./schema.ts";

/** A cart at the prices of the moment. */
export interface PricedCart {
  readonly lines: readonly PricedLine[];
  readonly totals: Totals;
  readonly taxRate: number;
  /** Whether anything of it has to be sent. */
  readonly ships: boolean;
  /** What it is sent by; null where nothing is to be sent, too. */
  readonly shippingOption: AvailableOption | null;
}

export interface PricedLine {
  readonly line: Line;
  /** Null where it is not on sale, or not in this currency. */
  readonly sellable: SellableVariant | null;
  /** What it costs now; what it last cost where it is not on sale. */
  readonly unitPrice: Money;
  readonly amounts: LineAmounts;
}

/** Prices a cart. What was agreed in a completed one is in its order: see `asOrdered`. */
export function priceCart(cart: Cart, pricingContext: PricingContext): Result<PricedCart> {
  const { currency, shippingAddress, billingAddress } = cart;
  const { settings, option } = pricingContext;
  const lines = cart.lines.map((line) => {
    const sellable = pricingContext.sellableVariants.get(line.variantId);
    const price = cart.status === "completed" ? null : (sellable?.price ?? null);
    return {
      line,
      sellable: sellable === undefined || sellable.price === null ? null : sellable,
      unitPrice: price ?? { amount: line.unitAmount, currency },
      quantity: line.quantity,
    };
  });
  const ships = lines.some(({ sellable }) => sellable?.requiresShipping === true);
  const shippingOption = ships ? option.sellable : null;
  const taxRate = taxRateFor(settings.taxRates, shippingAddress?.country, billingAddress?.country);
  const priced = priceBasket({
    currency,
    lines,
    shipping: shippingOption?.price ?? { amount: 0, currency },
    tax: { rate: taxRate, pricesIncludeTax: settings.pricesIncludeTax },
  });
  if (!priced.ok) return priced;
  const { totals, lines: amounts } = priced.value;
  return ok({
    lines: lines.flatMap(({ line, sellable, unitPrice }, index) => {
      const own = amounts[index];
      return own === undefined ? [] : [{ line, sellable, unitPrice, amounts: own }];
    }),
    totals,
    taxRate,
    ships,
    shippingOption,
  });
}

/** The wire shape of a cart. */
export function toCartResponse(cart: Cart, priced: PricedCart, pricingContext: PricingContext): CartResponse {
  return {
    id: cart.token,
    status: cart.status,
    currency: cart.currency,
    locale: cart.locale,
    email: cart.email,
    items: priced.lines.map((line) => toLineResponse(line, pricingContext)),
    shippingAddress: cart.shippingAddress,
    billingAddress: cart.billingAddress ?? cart.shippingAddress,
    shippingOption: priced.shippingOption,
    totals: priced.totals,
    note: cart.note,
    version: cart.version,
  };
}

/** A completed cart as it was agreed: its order tells, whatever tax, shipping and names have become since. */
export function asOrdered(
  cart: CartResponse,
  { items, shippingOption, totals }: OrderResponse,
): CartResponse {
  const itemById = new Map<string, OrderResponse["items"][number]>(items.map((item) => [item.id, item]));
  const lines = cart.items.map((line) => {
    const item = itemById.get(line.id);
    if (item === undefined) return line;
    const { title, variantTitle, sku, image, unitPrice, subtotal, discount, tax, total } = item;
    const agreed = { title, variantTitle, sku, image, unitPrice, subtotal, discount, tax, total };
    return { ...line, ...agreed, priceChanged: false };
  });
  return { ...cart, items: lines, shippingOption, totals };
}

function toLineResponse(
  { line, sellable, unitPrice, amounts }: PricedLine,
  pricingContext: PricingContext,
): CartResponse["items"][number] {
  const named = sellable ?? line;
  return {
    id: line.id,
    variantId: line.variantId,
    productId: named.productId,
    title: named.title,
    variantTitle: named.variantTitle,
    sku: named.sku,
    image: sellable?.image ?? null,
    quantity: line.quantity,
    unitPrice,
    ...amounts,
    available: sellable !== null && isEnough(sellable, line, pricingContext),
    priceChanged: unitPrice.amount !== line.unitAmount,
  };
}

function isEnough(
  { policy }: SellableVariant,
  { variantId, quantity }: Line,
  { available }: PricingContext,
): boolean {
  return policy !== "deny" || (available.get(variantId) ?? 0) >= quantity;
}
