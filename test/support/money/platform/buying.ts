import { createHash } from "node:crypto";
import { platformToken } from "../../../../src/kernel/access/actor.ts";
import type { CartContent } from "../../../../src/modules/checkout/cart/schema.ts";
import type { StoreOrderResponse } from "../../../../src/modules/orders/index.ts";
import type { Basket, Expectation } from "../vector.ts";
import { type ExampleShop, emailOf } from "./shop.ts";

/** What carts, orders and simulations tell of amounts, in the vectors' ids. */
export interface Told
  extends Pick<Expectation, "adjustments" | "totals">,
    Partial<Pick<Expectation, "promotions" | "codes">> {
  readonly items: readonly Omit<Expectation["items"][number], "compareAtPrice">[];
  readonly shippingTaxes: Expectation["shipping"]["taxes"];
}

/** What of an expectation they tell. */
export function toldOf({ items, adjustments, totals, shipping }: Expectation): Told {
  return {
    items: items.map(({ compareAtPrice: _, ...item }) => item),
    adjustments,
    totals,
    shippingTaxes: shipping.taxes,
  };
}

/** Staff asks what a basket would cost, and why. */
export function simulates(
  { shop, ids }: ExampleShop,
  basket: Basket,
): Told & Pick<Expectation, "promotions"> {
  const { currency, shippingAddress = {}, customer = {}, codes, at } = basket;
  const answer = shop.tenant.core.ask({
    query: "checkout.simulatePromotions",
    input: {
      ...{ currency, codes, at, items: itemsOf(basket, ids), ...shippingAddress },
      shippingOptionId: basket.shippingOptionId && ids.of("option", basket.shippingOptionId),
      ...{ email: emailOf(basket), customerGroups: customer.groups },
    },
    actor: platformToken,
  });
  if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
  const { quote, promotions } = answer.value as {
    readonly quote: CartContent;
    readonly promotions: Expectation["promotions"];
  };
  return {
    ...told(quote, ids),
    codes: quote.codes.map(({ code, applied }) => ({ code, applied })),
    promotions: promotions.map(({ id, applied, reason }) => ({ id: ids.nameOf(id), applied, reason })),
  };
}

/** A shopper fills a cart: first with things, then with what is known of the shopper, then with the codes that are taken. */
export function fillsCart(example: ExampleShop, basket: Basket) {
  const { ids } = example;
  const { currency, codes = [] } = basket;
  const minted = mint();
  answerOf<{ readonly cart: CartContent }>(example, "checkout.openCart", {
    ...{ items: itemsOf(basket, ids), currency, minted, requestedLocales: [] },
  });
  const id = minted.sealed;
  let cart = answerOf<CartContent>(example, "checkout.updateCart", { id, patch: detailsOf(basket, ids) });
  for (const code of codes) {
    const added = run(example, "checkout.addCode", { id, code });
    if (added.ok) cart = added.answer as CartContent;
  }
  return {
    id,
    told: told(cart, ids),
    codes: cart.codes.map(({ code }) => code),
    isShipped: cart.shippingOption !== null,
  };
}

/** The cart becomes an order, or the code of the refusal. */
export function completes(example: ExampleShop, id: string, email: string): Told | string {
  answerOf(example, "checkout.updateCart", { id, patch: { email } });
  const minted = { hash: "hash", sealed: "sealed" };
  return ordered(run(example, "checkout.completeCart", { id, minted }), example);
}

/** A shopper orders in one call, with codes that are taken. Or the code of the refusal. */
export function checksOut(
  example: ExampleShop,
  basket: Basket,
  email: string,
  codes: readonly string[],
): Told | string {
  const { currency } = basket;
  const result = run(example, "checkout.checkout", {
    ...{ currency, items: itemsOf(basket, example.ids), ...detailsOf(basket, example.ids), email, codes },
    ...{ minted: { hash: "hash", sealed: "sealed" }, requestedLocales: [] },
  });
  return ordered(result, example);
}

function ordered(result: ReturnType<typeof run>, { ids }: ExampleShop): Told | string {
  if (!result.ok) return result.refusal.code;
  const { order } = result.answer as { readonly order: StoreOrderResponse };
  return told(order, ids);
}

function itemsOf({ items }: Basket, ids: ExampleShop["ids"]) {
  return items.map(({ variantId, quantity }) => ({ variantId: ids.of("variant", variantId), quantity }));
}

function detailsOf(basket: Basket, ids: ExampleShop["ids"]) {
  const { shippingAddress, billingAddress, shippingOptionId } = basket;
  return {
    ...(basket.customer === undefined ? {} : { email: emailOf(basket) }),
    ...(shippingAddress === undefined ? {} : { shippingAddress }),
    ...(billingAddress === undefined ? {} : { billingAddress }),
    ...(shippingOptionId === undefined ? {} : { shippingOptionId: ids.of("option", shippingOptionId) }),
  };
}

let carts = 0;

function mint() {
  carts += 1;
  const text = String(carts).padStart(27, "0");
  return { hash: createHash("sha256").update(text).digest("base64url"), sealed: `cart_${text}` };
}

function run({ shop, actor }: ExampleShop, command: string, input: object) {
  return shop.run(command, input, { actor });
}

function answerOf<Answer>(example: ExampleShop, command: string, input: object): Answer {
  const result = run(example, command, input);
  if (!result.ok) throw new Error(`${command}: ${JSON.stringify(result.refusal)}`);
  return result.answer as Answer;
}

function told(one: CartContent | StoreOrderResponse, { nameOf }: ExampleShop["ids"]): Told {
  const taxes = (lines: CartContent["shippingTaxes"]) =>
    lines.map(({ name, rate, amount }) => ({ name, rate, amount: amount.amount }));
  const { totals } = one;
  return {
    items: one.items.map((item) => ({
      unitPrice: item.unitPrice.amount,
      subtotal: item.subtotal.amount,
      discount: item.discount.amount,
      adjustments: item.adjustments.map(({ promotionId, code, amount }) => ({
        ...{ promotionId: nameOf(promotionId), code, amount: amount.amount },
      })),
      taxes: taxes(item.taxes),
      tax: item.tax.amount,
      total: item.total.amount,
    })),
    adjustments: one.adjustments.map(({ promotionId, target, amount }) => ({
      ...{ promotionId: nameOf(promotionId), target, amount: amount.amount },
    })),
    totals: {
      subtotal: totals.subtotal.amount,
      discount: totals.discount.amount,
      shipping: totals.shipping.amount,
      tax: totals.tax.amount,
      total: totals.total.amount,
    },
    shippingTaxes: taxes(one.shippingTaxes),
  };
}
