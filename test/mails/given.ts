import { currencySchema } from "../../src/kernel/values/money.ts";
import type { MailData, MailKind } from "../../src/mails/index.ts";

const currency = currencySchema.parse("USD");
export const usd = (amount: number) => ({ amount, currency });

export const address = {
  firstName: "Ada",
  lastName: "Lovelace",
  company: null,
  address1: "12 St James's Square",
  address2: null,
  city: "London",
  province: null,
  postalCode: "SW1Y 4JH",
  country: "GB",
};

const lamp = {
  title: "Lamp",
  variantTitle: "Small",
  options: { Size: "Small" },
  sku: null,
  quantity: 2,
  unitPrice: usd(1_000),
  subtotal: usd(2_000),
};

export const confirmation: MailData<"orderConfirmation"> = {
  shop: "Harbour",
  number: 1001,
  name: "Ada",
  placedAt: "2026-03-01T12:00:00.000Z",
  isPending: false,
  items: [lamp, { ...lamp, quantity: 1, unitPrice: usd(123_456), subtotal: usd(123_456) }],
  totals: {
    subtotal: usd(125_456),
    discount: usd(0),
    shipping: usd(500),
    tax: usd(25_091),
    total: usd(151_047),
  },
  pricesIncludeTax: false,
  shippingMethod: "Post",
  shippingAddress: address,
  billingAddress: address,
};

export const token: MailData<"verifyEmail"> = {
  shop: "Harbour",
  name: "Ada",
  token: "tok_0123456789",
  link: "https://harbour.example/account?token=tok_0123456789&next=%2F",
  validFor: [15, "minutes"],
};

/** One mail of each kind. */
export const samples: { readonly [Kind in MailKind]: MailData<Kind> } = {
  orderConfirmation: confirmation,
  orderShipped: {
    shop: "Harbour",
    number: 1001,
    name: "Ada",
    carrier: "Royal Mail",
    trackingNumber: "GB123456789",
    isPart: true,
    items: [lamp],
    shippingAddress: address,
  },
  orderRefunded: {
    shop: "Harbour",
    number: 1001,
    name: "Ada",
    amount: usd(1_050),
    refundedInAll: usd(2_100),
  },
  verifyEmail: token,
  resetPassword: { ...token, link: null },
  invitation: { ...token, validFor: [7, "days"] },
  webhookPaused: { shop: "Harbour", name: "Ada", url: "https://hooks.example.com/orders", isGone: false },
  passwordChanged: { shop: "Harbour", name: null, changedAt: "2026-03-01T12:00:00.000Z" },
};
