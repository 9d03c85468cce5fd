import type { Id, IdKind } from "../../../src/kernel/values/id.ts";
import { currencySchema } from "../../../src/kernel/values/money.ts";
import type { InventoryPolicy } from "../../../src/modules/inventory/index.ts";
import { orderIds } from "../../../src/modules/orders/ids.ts";
import type { Address, DraftItem, OrderDraft } from "../../../src/modules/orders/index.ts";
import { priceBasket } from "../../../src/modules/pricing/index.ts";

/** What is bought, as briefly as a test can say it. */
export interface Bought {
  readonly variantId: string;
  readonly quantity: number;
  readonly unitPrice?: number | undefined;
  readonly policy?: InventoryPolicy | undefined;
  readonly requiresShipping?: boolean | undefined;
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

const rate = 2_000;

/** A draft that is priced as checkout prices: 20 % tax on top, 5.00 shipping. */
export function draftOf(
  bought: readonly Bought[],
  newId: (kind: IdKind<"item">) => Id<"item">,
  more: Partial<OrderDraft> = {},
): OrderDraft {
  const currency = more.currency ?? currencySchema.parse("USD");
  const pricesIncludeTax = more.pricesIncludeTax ?? false;
  const money = (amount: number) => ({ amount, currency });
  const unitPrices = bought.map(({ unitPrice = 1_000 }) => money(unitPrice));
  const priced = priceBasket({
    currency,
    lines: bought.map(({ quantity }, index) => ({ quantity, unitPrice: unitPrices[index] ?? money(0) })),
    shipping: money(500),
    tax: { rate, pricesIncludeTax },
  });
  if (!priced.ok) throw new Error(priced.refusal.detail);
  const items = priced.value.lines.map((line, index): DraftItem => {
    const { variantId = "", quantity = 0, policy = "deny", requiresShipping = true } = bought[index] ?? {};
    return {
      id: newId(orderIds.item),
      variantId,
      productId: "prod_01J00000000000000000000001",
      title: "Lamp",
      variantTitle: "Small",
      sku: null,
      image: null,
      options: { Size: "S" },
      quantity,
      unitPrice: unitPrices[index] ?? money(0),
      ...line,
      taxRate: rate,
      requiresShipping,
      policy,
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
    shippingOption: { id: "shp_01J00000000000000000000000", name: "Post", price: money(500) },
    totals: priced.value.totals,
    note: null,
    payment: { provider: "manual" },
    accessTokenHash: "hash",
    customerId: null,
    cartId: null,
    ...more,
  };
}
