import { defineReaction } from "../../../kernel/delivery/reaction.ts";
import type { Envelope } from "../../../kernel/write/event.ts";
import { mailLocale, type RenderedMail, renderMail } from "../../../mails/index.ts";
import { fulfillmentShipped, orderPlaced, paymentRefunded } from "../events.ts";
import { type MailedOrder, readMailedOrder } from "./queries.ts";
import { confirmationOf, refundedOf, shippedOf } from "./rules.ts";

/**
 * Sends the customer a mail when an order is placed, shipped or refunded. One reaction for all of them, so that the mails of an
 * order arrive in order. An erased customer gets none.
 */
export const mailOrders = defineReaction<unknown>({
  // The name is that of its position. Under another one it would begin anew.
  name: "orders.confirmation",
  consumes: [orderPlaced, fulfillmentShipped, paymentRefunded],
  key: ({ aggregate }) => aggregate.id,
  async react(event, { ask, mail, idempotencyKey }) {
    const read = await ask(readMailedOrder, { id: event.aggregate.id });
    if (!read.ok) throw new Error(read.refusal.detail);
    const { order, shop } = read.value;
    if (order.person === null) return [];
    const rendered = await rendering(event, read.value, mailLocale(order.locale, shop.defaultLocale));
    const replyTo = shop.replyTo ?? undefined;
    await mail.send({ to: order.person.email, ...rendered, replyTo, idempotencyKey });
    return [];
  },
});

function rendering(event: Envelope, order: MailedOrder, locale: string): Promise<RenderedMail> {
  switch (event.type) {
    case orderPlaced.type:
      return renderMail("orderConfirmation", locale, confirmationOf(event, order));
    case fulfillmentShipped.type:
      return renderMail("orderShipped", locale, shippedOf(fulfillmentShipped.read(event), order));
    case paymentRefunded.type:
      return renderMail("orderRefunded", locale, refundedOf(paymentRefunded.read(event), order));
    default:
      throw new Error(`there is no mail about ${event.type}`);
  }
}
