import { createRandom } from "../../local/node/random.ts";
import { newId } from "../../src/kernel/values/id.ts";
import { type Currency, currencySchema, type Money } from "../../src/kernel/values/money.ts";
import type { Result } from "../../src/kernel/values/result.ts";
import { adjustAcross } from "../../src/modules/checkout/quote/adjustments.ts";
import { shippingOf } from "../../src/modules/checkout/quote/load.ts";
import type { PricingContext } from "../../src/modules/checkout/quote/pricing-context.ts";
import type { Basket, BasketLine, Quote, QuoteStep } from "../../src/modules/checkout/quote/quote.ts";
import { quoteBasket } from "../../src/modules/checkout/quote/quote-basket.ts";
import { unitPrices } from "../../src/modules/checkout/quote/steps/unit-prices.ts";
import { quoteSteps } from "../../src/modules/checkout/quote/steps.ts";
import { orderIds } from "../../src/modules/orders/ids.ts";
import type { BasePrice } from "../../src/modules/pricing/index.ts";
import type { SellableVariant } from "../../src/modules/products/index.ts";
import type { ShippingOption } from "../../src/modules/shipping/index.ts";
import { plainOption } from "../../src/modules/shipping/schema.ts";
import { builtInTaxes, type KnownZone, settledZones } from "../../src/modules/taxes/index.ts";
import type { Settings } from "../../src/modules/tenants/index.ts";
import { taxationDefaults } from "../../src/modules/tenants/schema.ts";

export const usd = currencySchema.parse("USD");
const random = createRandom(1);
const lamp = {
  title: "Lamp",
  variantTitle: "Small",
  sku: null,
  productId: "prod_01J00000000000000000000001",
};

/** A published variant that requires shipping. */
export function variantOf(
  variantId: string,
  price: Money | null,
  more: Partial<SellableVariant> = {},
): SellableVariant {
  const rest = { options: { Size: "S" }, image: null, policy: "deny", requiresShipping: true } as const;
  const grouped = { taxCategory: "standard", shippingProfile: null, weight: null, vendor: null, tags: [] };
  const base = price === null ? [] : [basePrice(price)];
  return {
    ...lamp,
    ...rest,
    ...grouped,
    variantId,
    currency: price?.currency ?? usd,
    base,
    listed: [],
    ...more,
  };
}

/** A variant's own price, for any quantity. */
export function basePrice({ amount }: Pick<Money, "amount">): BasePrice {
  return { amount, compareAtAmount: null, minQuantity: null, maxQuantity: null };
}

/** One of each variant by default, for an anonymous customer. */
export function basketOf(
  lines: readonly Partial<Pick<BasketLine, "variantId" | "quantity" | "unitAmount">>[],
  more: Partial<Basket> = {},
): Basket {
  return {
    currency: usd,
    lines: lines.map((line, index) => ({
      ...lamp,
      id: newId(orderIds.item, 0, random),
      variantId: `var_${index + 1}`,
      quantity: 1,
      unitAmount: 0,
      ...line,
    })),
    shippingAddress: null,
    billingAddress: null,
    ...more,
  };
}

/** A tenant without taxes and shipping by default. */
export function pricingContext({
  variants = [],
  settings: { taxRates = [], ...settings } = {},
  taxZones,
  shippingOption = null,
  otherOptions = [],
  now = 0,
  customer = {},
}: {
  readonly variants?: readonly SellableVariant[];
  readonly settings?: Partial<PricingContext["settings"] & Pick<Settings, "taxRates">>;
  /** Instead of those of the settings' tax rates. */
  readonly taxZones?: readonly Omit<KnownZone, "written">[];
  readonly shippingOption?: TestOption | null;
  /** The others that the tenant has. */
  readonly otherOptions?: readonly TestOption[];
  readonly now?: number;
  readonly customer?: Partial<PricingContext["customer"]>;
} = {}): PricingContext {
  return {
    now,
    isFirstOrder: null,
    locales: ["en"],
    promotions: [],
    groupsByProduct: new Map(),
    explains: false,
    customer: { id: null, email: null, groups: [], taxExempt: false, ...customer },
    settings: { currencies: [usd], pricesIncludeTax: false, ...taxationDefaults, ...settings },
    taxes: {
      calculator: builtInTaxes,
      zones: taxZones?.map((zone) => ({ ...zone, written: true })) ?? settledZones(taxRates, []),
    },
    variants: new Map(variants.map((variant) => [variant.variantId, variant])),
    stocks: new Map(),
    ...shippingOf(
      [...(shippingOption === null ? [] : [shippingOption]), ...otherOptions].map(optionOf),
      shippingOption?.id ?? null,
    ),
  };
}

/** A shipping option that ships everything everywhere, but for what is said. */
type TestOption = Pick<ShippingOption, "id" | "name" | "prices"> & Partial<ShippingOption>;

export function optionOf(option: TestOption): ShippingOption {
  return { ...plainOption(option), ...option };
}

/** Amounts to quote, without names. */
export interface Example {
  readonly currency: Currency;
  readonly lines: readonly { readonly unitPrice: Money; readonly quantity: number }[];
  /** A discount on all lines together. */
  readonly discount?: Money;
  readonly shipping: Money;
  readonly tax: { readonly rate: number; readonly pricesIncludeTax: boolean };
}

/** Quotes an example with the platform's steps plus a discount step. */
export function quoteExample({ currency, lines, discount, shipping, tax }: Example): Result<Quote> {
  const country = "DE";
  const variants = lines.map(({ unitPrice }, index) => variantOf(`var_${index + 1}`, unitPrice));
  return quoteBasket(
    basketOf(
      lines.map(({ quantity }) => ({ quantity })),
      { currency, shippingAddress: { country } },
    ),
    pricingContext({
      variants,
      settings: { taxRates: [{ country, rate: tax.rate }], pricesIncludeTax: tax.pricesIncludeTax },
      shippingOption: { id: "shp_1", name: "Post", prices: [shipping] },
    }),
    discount === undefined ? quoteSteps : stepsWith(orderDiscount(discount), unitPrices),
  );
}

/** The platform's steps with one more inserted after a given step. */
export function stepsWith(step: QuoteStep, after: QuoteStep): readonly QuoteStep[] {
  return quoteSteps.toSpliced(quoteSteps.indexOf(after) + 1, 0, step);
}

/** A step that discounts all lines together by an amount. */
export function orderDiscount(amount: Money): QuoteStep {
  const reason = { source: { kind: "promotion", id: "promo_1" }, code: null, label: "A discount" };
  return {
    name: "order-discount",
    apply: (quote) => ({ ...quote, lines: adjustAcross(quote.lines, reason, amount) }),
  };
}
