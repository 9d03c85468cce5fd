import * as z from "zod";
import { promotion } from "./promotion.ts";

const id = z.string().min(1).max(100);
const instant = z.iso.datetime();
const amount = z.int().min(0).max(1_000_000_000_000);
const quantity = z.int().min(1).max(1_000_000);
const rate = z.int().min(0).max(10_000);
const country = z.string().regex(/^[A-Z]{2}$/);
const currency = z.string().regex(/^[A-Z]{3}$/);
const money = z.strictObject({ amount, currency });

const settings = z.strictObject({
  currencies: z.array(currency).min(1),
  pricesIncludeTax: z.boolean(),
  /** Absent: `none`. */
  taxShipping: z.enum(["none", "category", "proportional"]).optional(),
  homeCountry: country.optional(),
  /** Absent: `gross`. */
  priceStays: z.enum(["gross", "net"]).optional(),
});

const tier = { minQuantity: quantity.optional(), maxQuantity: quantity.optional() };
const basePrice = z.strictObject({ ...money.shape, compareAtAmount: amount.optional(), ...tier });

const variant = z.strictObject({
  id,
  prices: z.array(basePrice),
  /** In grams. Absent: weighs nothing. */
  weight: z.int().min(0).optional(),
  /** Absent: true. */
  requiresShipping: z.boolean().optional(),
});

const product = z.strictObject({
  id,
  variants: z.array(variant).min(1),
  vendor: z.string().optional(),
  tags: z.array(z.string()).optional(),
  collections: z.array(id).optional(),
  /** A category holds what is in its descendants, so each names what it is below of, the nearest first. */
  categories: z.array(z.strictObject({ id, ancestors: z.array(id) })).optional(),
  /** Absent: `standard`. */
  taxCategory: z.string().optional(),
  shippingProfile: z.string().optional(),
});

const priceList = z.strictObject({
  id,
  name: z.string(),
  kind: z.enum(["sale", "override"]),
  status: z.enum(["active", "draft"]),
  startsAt: instant.optional(),
  endsAt: instant.optional(),
  /** Absent: 0. */
  priority: z.int().optional(),
  rules: z
    .strictObject({ countries: z.array(country).optional(), customerGroups: z.array(z.string()).optional() })
    .optional(),
  prices: z.array(z.strictObject({ variantId: id, ...money.shape, ...tier })),
});

const taxZone = z.strictObject({
  id,
  name: z.string(),
  countries: z.array(
    z.strictObject({
      country,
      provinces: z.array(z.string()).optional(),
      postalPrefixes: z.array(z.string()).optional(),
    }),
  ),
  /** `compound`: on the net and the taxes before it. Absent: false. */
  rates: z.array(
    z.strictObject({ name: z.string(), category: z.string(), rate, compound: z.boolean().optional() }),
  ),
});

const shippingRule = z.strictObject({
  minWeight: z.int().optional(),
  maxWeight: z.int().optional(),
  minSubtotal: amount.optional(),
  maxSubtotal: amount.optional(),
  minQuantity: quantity.optional(),
  maxQuantity: quantity.optional(),
  prices: z.array(money),
});

const shippingOption = z.strictObject({
  id,
  name: z.string(),
  /** Absent: `delivery`. */
  kind: z.enum(["delivery", "pickup"]).optional(),
  prices: z.array(money),
  zones: z.array(country).optional(),
  rules: z.array(shippingRule).optional(),
  freeFrom: z.array(money).optional(),
  profile: z.string().optional(),
  /** Absent: `standard`. */
  taxCategory: z.string().optional(),
});

/** All that prices depend on. What was created earlier stands earlier in each list. */
export const shop = z.strictObject({
  settings,
  products: z.array(product).min(1),
  priceLists: z.array(priceList).optional(),
  promotions: z.array(promotion).optional(),
  taxZones: z.array(taxZone).optional(),
  shippingOptions: z.array(shippingOption).optional(),
});

const address = z.strictObject({
  country,
  province: z.string().optional(),
  postalCode: z.string().optional(),
});

/** What a shopper wants to buy. */
export const basket = z.strictObject({
  currency,
  /** A variant is on one line at most. */
  items: z.array(z.strictObject({ variantId: id, quantity })).min(1),
  shippingAddress: address.optional(),
  /** Taxes go by it where there is no shipping address. */
  billingAddress: address.optional(),
  shippingOptionId: id.optional(),
  /** Absent: nobody is signed in and no e-mail is known. */
  customer: z
    .strictObject({
      id: id.optional(),
      email: z.string().optional(),
      groups: z.array(z.string()).optional(),
      taxExempt: z.boolean().optional(),
      /** Whether this customer, or this e-mail, has never placed an order. Absent: not known. */
      firstOrder: z.boolean().optional(),
    })
    .optional(),
  /** As typed. */
  codes: z.array(z.string()).optional(),
  at: instant,
});
