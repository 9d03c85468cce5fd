import { defineObjectQuery } from "../../../kernel/read/query.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import type { Address } from "../../../kernel/text/address.ts";
import { canonicalId } from "../../../kernel/values/id.ts";
import { ok, type Result } from "../../../kernel/values/result.ts";
import type { Context } from "../../../kernel/write/command.ts";
import { catalogueIds } from "../../catalogue/ids.ts";
import { candidatesOf, everyPrice } from "../../pricing/index.ts";
import { loadSettings } from "../../tenants/index.ts";
import { cartContentOf } from "../cart/presentation.ts";
import { newCart, patchCart } from "../cart/rules.ts";
import type { Cart } from "../cart/schema.ts";
import { displayContextOf, loadPricingContextFor } from "../quote/load.ts";
import type { PricingContext } from "../quote/pricing-context.ts";
import { explain } from "../quote/promotions/explanation/explain.ts";
import { quoteBasket } from "../quote/quote-basket.ts";
import { questionOf } from "../quote/selected-price.ts";
import { type Simulation, type SimulationInput, simulation, simulationInput } from "./schema.ts";

/** Prices a basket as a cart would be, and says of each promotion why it applies or not. Nothing is written. */
export const simulatePromotions = defineObjectQuery({
  name: "checkout.simulatePromotions",
  access: "discounts:read",
  input: simulationInput,
  output: simulation,
  run(database, input, context) {
    const display = displayContextOf(loadSettings(database, context), input, []);
    const pricing = load(database, input, display, context);
    const cart = cartOf(input, display, pricing, context);
    if (!cart.ok) return cart;
    const quote = quoteBasket(cart.value, pricing);
    if (!quote.ok) return quote;
    const reader = { locale: cart.value.locale, locales: pricing.locales };
    return ok({
      quote: cartContentOf(cart.value, quote.value, pricing),
      promotions: quote.value.promotions
        .filter(({ promotion }) => promotion.status !== "archived")
        .map((outcome) => ({
          id: outcome.promotion.id,
          name: outcome.promotion.name,
          applied: outcome.reason === "applied",
          reason: outcome.reason,
          explanation: explain(outcome, cart.value.currency, reader),
        })),
      prices: pricesOf(database, cart.value, pricing),
    });
  },
});

/** The prices that the variants could have, also in lists that are not active. */
function pricesOf(database: TenantDatabase, cart: Cart, pricing: PricingContext): Simulation["prices"] {
  const variants = [...pricing.variants.values()];
  const listed = everyPrice(
    database,
    variants.map(({ variantId }) => variantId),
    cart.currency,
  );
  return variants.map((variant) => {
    const priced = { ...variant, listed: listed.get(variant.variantId) ?? [] };
    const { variantId, currency } = variant;
    return { variantId, candidates: candidatesOf(priced, currency, questionOf(variant, cart, pricing)) };
  });
}

type Display = ReturnType<typeof displayContextOf>;

function load(
  database: TenantDatabase,
  input: SimulationInput,
  display: Display,
  context: Context,
): PricingContext {
  const { items, shippingOptionId = null, codes = [], email = null, customerGroups = [], at } = input;
  return loadPricingContextFor(
    database,
    { tenantId: context.tenantId, now: at === undefined ? context.now : Date.parse(at) },
    {
      ...display,
      shippingOptionId,
      codes,
      customer: { id: null, email, groups: customerGroups, taxExempt: false },
      explains: true,
    },
    items.map(({ variantId }) => canonicalId(catalogueIds.variant, variantId)),
  );
}

/** A cart that is not stored. Refused as a shopper's would be. */
function cartOf(
  input: SimulationInput,
  { currency, locale }: Display,
  pricing: PricingContext,
  context: Context,
): Result<Cart> {
  const { email = null, items, codes = [], shippingOptionId = null } = input;
  const shopper = { tokenHash: "", currency, locale, email };
  const cart = newCart(shopper, items, pricing, context);
  if (!cart.ok) return cart;
  const patched = patchCart(cart.value, { shippingAddress: addressOf(input), shippingOptionId }, pricing);
  return patched.ok ? ok({ ...patched.value, codes }) : patched;
}

function addressOf({ country, province, postalCode }: SimulationInput): Address | null {
  if (country === undefined) return null;
  return {
    ...{ firstName: null, lastName: null, company: null, address1: null, address2: null, city: null },
    ...{ province: province ?? null, postalCode: postalCode ?? null, country, phone: null },
  };
}
