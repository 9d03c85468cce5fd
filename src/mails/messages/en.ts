import type { Messages } from "./messages.ts";

export const en: Messages<"one"> = {
  greeting: (name) => (name === null ? "Hello," : `Hello ${name},`),
  order: (number) => `Order #${number}`,
  items: { one: "# item", other: "# items" },
  placedOn: (date) => `Placed on ${date}`,
  each: (price) => `${price} each`,
  shipTo: "Ship to",
  billTo: "Bill to",
  shippingMethod: "Shipping method",
  totals: {
    subtotal: "Subtotal",
    discount: "Discount",
    shipping: "Shipping",
    tax: "Tax",
    total: "Total",
    includingTax: "Including tax",
  },
  orderConfirmation: {
    subject: (order) => `Your order #${order} is confirmed`,
    opening: "Thank you for your order. It is confirmed, and we will let you know when it ships.",
    pendingSubject: (order) => `We have received your order #${order}`,
    pendingOpening:
      "Thank you for your order. Some items are on backorder. We will ship them as soon as they are in stock.",
  },
  orderShipped: {
    subject: (order) => `Your order #${order} is on its way`,
    opening: "Your order has left us and is on its way to you.",
    partSubject: (order) => `Part of your order #${order} is on its way`,
    partOpening: "A part of your order has left us and is on its way to you. The rest follows.",
    carrier: "Carrier",
    trackingNumber: "Tracking number",
    contents: "In this parcel",
  },
  orderRefunded: {
    subject: (order) => `A refund for your order #${order}`,
    opening: (amount) => `We have refunded ${amount} for your order.`,
    timing: "It can take a few days until your bank shows it.",
    refund: "Refund",
    refundedInAll: "Refunded in all",
  },
  verifyEmail: {
    subject: "Confirm your e-mail address",
    opening: "Please confirm that this e-mail address is yours.",
    action: "Confirm e-mail address",
  },
  resetPassword: {
    subject: "Reset your password",
    opening: "Somebody, hopefully you, has asked to reset the password of your account.",
    action: "Choose a new password",
  },
  invitation: {
    subject: (shop) => `You are invited to ${shop}`,
    opening: (shop) => `You are invited to work at ${shop}. Choose a password to accept.`,
    action: "Accept the invitation",
  },
  passwordChanged: {
    subject: "Your password was changed",
    opening: (date) => `The password of your account was changed on ${date}.`,
    advice: "If that was not you, reset your password at once and tell us.",
  },
  webhookPaused: {
    subject: "A webhook is paused",
    failing: (url) => `We no longer send anything to ${url}: for five days, no delivery to it has succeeded.`,
    gone: (url) => `We no longer send anything to ${url}: it answered that it is gone.`,
    advice: "Mend the receiver and set the webhook to active. It then gets what happened meanwhile.",
  },
  orOpen: "If the button does not work, open this address:",
  code: "Your code:",
  validFor: (duration) => `It is valid for ${duration}, and can be used once.`,
  ignore: "If you did not ask for this mail, you can ignore it.",
};
