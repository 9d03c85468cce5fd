import type { Address } from "../../../src/kernel/text/address.ts";
import type { Id, IdKind } from "../../../src/kernel/values/id.ts";
import { currencySchema } from "../../../src/kernel/values/money.ts";
import { taxRateOf } from "../../../src/modules/checkout/quote/amounts.ts";
import { adjustmentsOf } from "../../../src/modules/checkout/quote/explanation.ts";
import { quoteBasket } from "../../../src/modules/checkout/quote/quote-basket.ts";
import type { InventoryPolicy } from "../../../src/modules/inventory/index.ts";
import { orderIds } from "../../../src/modules/orders/ids.ts";
import type { DraftItem, OrderDraft } from "../../../src/modules/orders/index.ts";
import { basketOf, pricingContext, variantOf } from "../quote.ts";

/** The purchased items, with defaults. */
export interface Bought {
  readonly variantId: string;
  readonly quantity: number;
  readonly unitPrice?: number | undefined;
  readonly policy?: InventoryPolicy | undefined;
  readonly requiresShipping?: boolean | undefined;
  readonly sku?: string | null | undefined;
  readonly productId?: string | undefined;
}

export const ada: Address = {
  firstName: "Ada",
  lastName: "Lovelace",
  company: null,
  address1: "12 St James's Square",
  address2: null,
  city: "London",
  province: null,
  postalCode: "SW1Y 4JH",
  country: "GB",
  phone: null,
};

/** A draft priced from a quote: 20% tax on top and a flat 5.00 for shipping. */
export function draftOf(
  bought: readonly Bought[],
  newId: (kind: IdKind<"item">) => Id<"item">,
  more: Partial<OrderDraft> = {},
): OrderDraft {
  const currency = more.currency ?? currencySchema.parse("USD");
  const pricesIncludeTax = more.pricesIncludeTax ?? false;
  const shippingOption = { id: "shp_01J00000000000000000000000", name: "Post" };
  const price = { amount: 500, currency };
  const quoted = quoteBasket(
    basketOf(
      bought.map(({ quantity, unitPrice = 1_000 }) => ({ quantity, unitAmount: unitPrice })),
      { currency, shippingAddress: ada },
    ),
    pricingContext({
      variants: bought.map(({ unitPrice = 1_000 }, index) =>
        variantOf(`var_${index + 1}`, { amount: unitPrice, currency }),
      ),
      settings: { pricesIncludeTax, taxRates: [{ country: ada.country, rate: 2_000 }] },
      shippingOption: { ...shippingOption, prices: [price] },
    }),
  );
  if (!quoted.ok) throw new Error(quoted.refusal.detail);
  const { lines, totals } = quoted.value;
  const items = lines.map((line, index): DraftItem => {
    const one = bought[index];
    const { variantId = "", policy = "deny", requiresShipping = true, sku = null } = one ?? {};
    const { unitPrice, subtotal, discount, tax, total } = line;
    const { title, variantTitle, quantity } = line.line;
    const productId = one?.productId ?? line.line.productId;
    return {
      id: newId(orderIds.item),
      ...{ variantId, productId, title, variantTitle, sku, image: null, options: { Size: "S" }, quantity },
      ...{ unitPrice, subtotal, discount, tax, total, taxRate: taxRateOf(line), requiresShipping, policy },
      ...{ adjustments: adjustmentsOf(line), taxes: [...line.taxes] },
    };
  });
  return {
    email: "ada@example.com",
    currency,
    locale: "en",
    pricesIncludeTax,
    items,
    shippingAddress: ada,
    billingAddress: ada,
    adjustments: [],
    shippingOption: { ...shippingOption, price },
    shippingTaxes: [],
    totals,
    note: null,
    payment: { provider: "manual" },
    accessTokenHash: "hash",
    customerId: null,
    cartId: null,
    ...more,
  };
}
