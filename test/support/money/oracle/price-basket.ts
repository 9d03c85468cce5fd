import type { Basket, Expectation, Shop } from "../vector.ts";
import { type Line, leftOf, type Pricing } from "./line.ts";
import { linesOf } from "./lines.ts";
import { codeOf, type Outcome, runStage, sameText } from "./promotions.ts";
import { sum } from "./ratio.ts";
import { shippingOf, shippingTaxesOf } from "./shipping.ts";
import { ratesFor, type TaxLine, taxedAt, taxesOn, zoneOf } from "./tax-rates.ts";

/**
 * What a basket costs, computed a second time: from `docs/money.md` alone, with exact fractions, sharing no code with
 * the product, and with no thought of speed.
 */
export function priceBasket(shop: Shop, basket: Basket): Expectation {
  const pricing: Pricing = {
    shop,
    basket,
    lines: linesOf(shop, basket),
    shipping: [],
    applied: [],
  };
  const ofLines = runStage("line", pricing);
  const ofOrder = runStage("order", pricing);
  pricing.shipping.push(...shippingOf(pricing));
  const ofShipping = runStage("shipping", pricing);
  return written(pricing, [...ofLines, ...ofOrder, ...ofShipping]);
}

function written(pricing: Pricing, outcomes: readonly Outcome[]): Expectation {
  const { shop, basket, lines, shipping } = pricing;
  const items = lines.map((line) => itemOf(line, pricing));
  const shippingTaxes = shippingTaxesOf(pricing);
  const shippingPrice = sum(shipping.map((part) => part.subtotal));
  const shippingLeft = leftOf(shipping);
  const subtotal = sum(items.map((item) => BigInt(item.subtotal)));
  const discount = sum(items.map((item) => BigInt(item.discount)));
  const tax = sum(items.map((item) => BigInt(item.tax))) + taxOf(shippingTaxes);
  const total = subtotal - discount + shippingLeft + (shop.settings.pricesIncludeTax ? 0n : tax);
  return {
    items,
    adjustments: outcomes.flatMap(({ promotion, stage, amount }) =>
      stage === "line" || amount === 0n
        ? []
        : [{ promotionId: promotion.id, target: stage, amount: Number(amount) }],
    ),
    shipping: {
      subtotal: Number(shippingPrice),
      discount: Number(shippingPrice - shippingLeft),
      taxes: shippingTaxes.map(taxLine),
    },
    totals: {
      subtotal: Number(subtotal),
      discount: Number(discount),
      shipping: Number(shippingLeft),
      tax: Number(tax),
      total: Number(total),
    },
    promotions: outcomes.map(({ promotion, reason }) => ({
      id: promotion.id,
      applied: reason === "applied",
      reason,
    })),
    ...(basket.codes === undefined ? {} : { codes: codesOf(basket, basket.codes, outcomes) }),
  };
}

function itemOf(line: Line, { shop, basket }: Pricing): Expectation["items"][number] {
  const { pricesIncludeTax } = shop.settings;
  const rates = ratesFor(zoneOf(shop, taxedAt(shop, basket)), line.product.taxCategory);
  const taxes = basket.customer?.taxExempt === true ? [] : taxesOn(line.left, rates, pricesIncludeTax);
  const subtotal = line.unitPrice * line.quantity;
  return {
    unitPrice: Number(line.unitPrice),
    ...(line.compareAtPrice === null ? {} : { compareAtPrice: Number(line.compareAtPrice) }),
    subtotal: Number(subtotal),
    discount: Number(subtotal - line.left),
    adjustments: line.adjustments.map((one) => ({ ...one, amount: Number(one.amount) })),
    taxes: taxes.map(taxLine),
    tax: Number(taxOf(taxes)),
    total: Number(line.left + (pricesIncludeTax ? 0n : taxOf(taxes))),
  };
}

function codesOf(basket: Basket, codes: readonly string[], outcomes: readonly Outcome[]) {
  return codes.map((code) => ({
    code,
    applied: outcomes.some(({ promotion, reason }) => {
      const used = codeOf(promotion, basket);
      return reason === "applied" && used !== null && sameText(used, code);
    }),
  }));
}

function taxOf(taxes: readonly TaxLine[]): bigint {
  return sum(taxes.map(({ amount }) => amount));
}

function taxLine({ name, rate, amount }: TaxLine) {
  return { name, rate, amount: Number(amount) };
}
