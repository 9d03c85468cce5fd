import * as z from "zod";
import { defineLimits } from "../../../kernel/limit.ts";
import { type Address, address, addressSchema } from "../../../kernel/text/address.ts";
import { emailSchema } from "../../../kernel/text/email.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { localeSchema } from "../../../kernel/values/locale.ts";
import { currencySchema, moneySchema } from "../../../kernel/values/money.ts";
import { availability } from "../../inventory/index.ts";
import {
  adjustment,
  itemImage,
  lineAmounts,
  noteText,
  orderAdjustment,
  taxLine,
  totals,
} from "../../orders/index.ts";
import { codeText } from "../../promotions/index.ts";
import { availableOption } from "../../shipping/index.ts";
import type { Basket } from "../quote/quote.ts";

export const cartLimits = defineLimits({
  quantity: {
    value: 9_999,
    unit: "count",
    per: "value",
    what: "Units in a cart line",
    beyond: "400, or 422 `too-large` when an item is merged into a line",
  },
  lines: {
    value: 250,
    unit: "count",
    per: "value",
    what: "Lines in a cart",
    beyond: "400 or 422 `too-large`",
  },
  codes: {
    value: 20,
    unit: "count",
    per: "value",
    what: "Codes in a cart",
    beyond: "400 or 422 `too-large`",
  },
  callerCarts: {
    value: 1_000,
    unit: "count",
    per: "caller",
    what: "Carts of an anonymous shopper",
    beyond: "A new cart removes the shopper's cart that expires first",
  },
  carts: {
    value: 100_000,
    unit: "count",
    per: "tenant",
    what: "Carts",
    beyond: "A new cart removes the one that expires first, of the shopper who has the most",
  },
});
const maxQuantity = cartLimits.quantity.value;

const quantity = z.int().min(1).max(maxQuantity);
export const itemInput = z.strictObject({ variantId: opaqueId, quantity });
export type ItemInput = z.infer<typeof itemInput>;
/** 0 removes the line. */
export const quantityInput = z.strictObject({ quantity: z.int().min(0).max(maxQuantity) });

export const items = z.array(itemInput).max(cartLimits.lines.value);
const note = noteText.transform((text) => (text === "" ? null : text));

/** A code to enter. */
export const codeInput = z.strictObject({ code: codeText });
export const codesInput = z.array(codeText).max(cartLimits.codes.value);

export const cartInput = z.strictObject({
  currency: currencySchema.optional(),
  locale: localeSchema.optional(),
  email: emailSchema.nullable().optional(),
  items: items.optional(),
});

export const cartPatch = z
  .object({
    email: emailSchema.nullable(),
    shippingAddress: addressSchema.nullable(),
    /** Defaults to the shipping address. */
    billingAddress: addressSchema.nullable(),
    shippingOptionId: opaqueId.nullable(),
    currency: currencySchema,
    locale: localeSchema,
    note: note.nullable(),
  })
  .partial()
  .strict();
export type CartPatch = z.infer<typeof cartPatch>;

export const cartStatus = z.enum(["active", "abandoned", "completed"]);
export type CartStatus = z.infer<typeof cartStatus>;

/** A cart as it is stored. */
export interface Cart extends Basket {
  /** SHA-256 of the bearer token that is the cart's id in the store API. Empty if the cart is never stored. */
  readonly tokenHash: string;
  /** The cart's id in events. */
  readonly id: string;
  readonly status: CartStatus;
  readonly locale: string;
  readonly email: string | null;
  readonly shippingAddress: Address | null;
  readonly billingAddress: Address | null;
  readonly shippingOptionId: string | null;
  /** The codes that the shopper entered. */
  readonly codes: readonly string[];
  /** What promotions took off when the cart was last changed. */
  readonly discounts: readonly Discount[];
  readonly note: string | null;
  /** The customer whose cart it is; null for a guest's. */
  readonly customerId: string | null;
  /** The order that the cart became. */
  readonly orderId: string | null;
  readonly version: number;
}

/** What a promotion took off, in minor units of the cart's currency. */
export interface Discount {
  readonly promotionId: string;
  readonly amount: number;
}

/** A code that the shopper entered, and what became of it. */
const cartCode = z.object({
  code: z.string(),
  applied: z.boolean(),
  reason: z
    .enum(["code-not-applicable", "code-expired", "code-used-up", "code-unknown"])
    .nullable()
    .describe("Null if it applies."),
  explanation: z.string().describe("A sentence in the cart's language."),
});
export type CartCode = z.infer<typeof cartCode>;

const cartItem = lineAmounts.extend({
  id: z.string(),
  variantId: z.string(),
  productId: z.string(),
  title: z.string(),
  variantTitle: z.string(),
  sku: z.string().nullable(),
  image: itemImage.nullable(),
  quantity: z.int(),
  unitPrice: moneySchema,
  adjustments: z
    .array(adjustment)
    .describe("What promotions took off, shares of order promotions included. They sum to `discount`."),
  taxes: z.array(taxLine).describe("They sum to `tax`."),
  /** Whether the whole quantity is available now. */
  available: z.boolean(),
  availability: availability.describe("Whether the whole quantity is in stock, or some of it on backorder."),
  maxQuantity: z
    .int()
    .nullable()
    .describe("The most units that can be ordered now. Null if stock does not limit it."),
  /** Whether the price has changed since the last change of the cart. */
  priceChanged: z.boolean(),
});

/** A cart as its commands answer it: without the token, because answers are stored. */
export const cartContent = z.object({
  status: cartStatus,
  currency: z.string(),
  locale: z.string(),
  email: z.string().nullable(),
  items: z.array(cartItem),
  adjustments: z
    .array(orderAdjustment)
    .describe(
      "What promotions took off the whole order, which the items have their shares of, and off shipping.",
    ),
  shippingAddress: address.nullable(),
  billingAddress: address.nullable(),
  codes: z.array(cartCode),
  shippingOption: availableOption.nullable(),
  shippingTaxes: z.array(taxLine),
  totals,
  note: z.string().nullable(),
  version: z.int(),
});
export type CartContent = z.infer<typeof cartContent>;

/** The wire shape of a cart. */
export const cartShape = cartContent.extend({
  /** Grants access to the cart. */
  id: z.string(),
});
export type CartResponse = z.infer<typeof cartShape>;

/** A cart's token is this prefix and 160 random bits. */
export const tokenPrefix = "cart_";

/** A new bearer token: its hash, and the token encrypted with the request's Idempotency-Key. */
export const mintedToken = z.object({ hash: z.string(), sealed: z.string() });

/** A new cart and its token, encrypted with the request's Idempotency-Key. */
export const sealedCart = z.object({ cart: cartContent, sealed: z.string() });

/** The names of these shapes in the API. */
export const cartSchemas = {
  Cart: cartShape,
  CartItem: cartItem,
  CartStatus: cartStatus,
  CartInput: cartInput,
  CartPatch: cartPatch,
  CartCode: cartCode,
  CartCodeInput: codeInput,
  CartItemInput: itemInput,
  CartItemPatch: quantityInput,
};
