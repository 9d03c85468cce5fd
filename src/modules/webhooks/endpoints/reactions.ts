import { defineReaction } from "../../../kernel/delivery/reaction.ts";
import { renderMail } from "../../../mails/index.ts";
import { endpointPaused } from "./events.ts";
import { readPauseMail } from "./mail-queries.ts";

/** Tells the staff that the platform has paused an endpoint. */
export const mailPauses = defineReaction({
  name: "webhooks.pause-mails",
  consumes: [endpointPaused],
  key: ({ aggregate }) => aggregate.id,
  async react({ aggregate, data: { because } }, { ask, mail, idempotencyKey }) {
    const read = await ask(readPauseMail, { id: aggregate.id });
    if (!read.ok) throw new Error(read.refusal.detail);
    // Deleted in the meantime.
    if (read.value === null) return [];
    const { url, shop, locale, replyTo, recipients } = read.value;
    for (const [index, { email, name }] of recipients.entries()) {
      const rendered = await renderMail("webhookPaused", locale, {
        shop,
        name,
        url,
        isGone: because === "gone",
      });
      const key = `${index}:${idempotencyKey}`;
      await mail.send({ to: email, ...rendered, replyTo: replyTo ?? undefined, idempotencyKey: key });
    }
    return [];
  },
});
