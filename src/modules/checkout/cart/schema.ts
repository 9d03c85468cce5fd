import { z } from "zod";
import { type Id, opaqueId } from "../../../kernel/values/id.ts";
import { localeSchema } from "../../../kernel/values/locale.ts";
import { type Currency, currencySchema, moneySchema } from "../../../kernel/values/money.ts";
import { type Address, address, addressSchema } from "../../orders/index.ts";
import { lineAmounts, totals } from "../../pricing/index.ts";
import { availableOption } from "../../shipping/index.ts";

export const maxQuantity = 9_999;
/** More lines than a shopper could oversee. */
export const maxLines = 250;

const quantity = z.int().min(1).max(maxQuantity);
export const itemInput = z.object({ variantId: opaqueId, quantity }).strict();
export type ItemInput = z.infer<typeof itemInput>;
/** Nothing of it takes the line out. */
export const quantityInput = z.object({ quantity: z.int().min(0).max(maxQuantity) }).strict();

export const items = z.array(itemInput).max(maxLines);
const email = z.string().trim().pipe(z.email().max(254));
const note = z
  .string()
  .trim()
  .max(5_000)
  .transform((text) => (text === "" ? null : text));

export const cartInput = z
  .object({
    currency: currencySchema.optional(),
    locale: localeSchema.optional(),
    email: email.nullable().optional(),
    items: items.optional(),
  })
  .strict();

export const cartPatch = z
  .object({
    email: email.nullable(),
    shippingAddress: addressSchema.nullable(),
    /** The shipping address, where there is none of its own. */
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

/** A line as it is kept: what is wanted, and what it was, and cost, when the cart was last changed. */
export interface Line {
  readonly id: Id<"item">;
  readonly variantId: string;
  readonly quantity: number;
  /** In the cart's currency. */
  readonly unitAmount: number;
  readonly productId: string;
  readonly title: string;
  readonly variantTitle: string;
  readonly sku: string | null;
}

/** A cart as it is kept. */
export interface Cart {
  /** Whoever knows it may use the cart: it is what the store calls the cart's id, and is in no log and no event. */
  readonly token: string;
  /** What events call the cart. */
  readonly id: string;
  readonly status: CartStatus;
  readonly currency: Currency;
  readonly locale: string;
  readonly email: string | null;
  readonly shippingAddress: Address | null;
  readonly billingAddress: Address | null;
  readonly shippingOptionId: string | null;
  readonly note: string | null;
  readonly lines: readonly Line[];
  /** What it became. */
  readonly orderId: string | null;
  readonly version: number;
}

/** The wire shape. */
export const cartShape = z.object({
  id: z.string(),
  status: cartStatus,
  currency: z.string(),
  locale: z.string(),
  email: z.string().nullable(),
  items: z.array(
    lineAmounts.extend({
      id: z.string(),
      variantId: z.string(),
      productId: z.string(),
      title: z.string(),
      variantTitle: z.string(),
      sku: z.string().nullable(),
      image: z.object({ url: z.string(), alt: z.string().nullable() }).nullable(),
      quantity: z.int(),
      unitPrice: moneySchema,
      /** Whether all of it could be had right now. */
      available: z.boolean(),
      /** Whether the price is another than when the cart was last changed. */
      priceChanged: z.boolean(),
    }),
  ),
  shippingAddress: address.nullable(),
  billingAddress: address.nullable(),
  shippingOption: availableOption.nullable(),
  totals,
  note: z.string().nullable(),
  version: z.int(),
});
export type CartResponse = z.infer<typeof cartShape>;
