import { defineReaction } from "../../../kernel/delivery/reaction.ts";
import { settingsOfTenant } from "../../tenants/index.ts";
import { orderPlaced } from "../events.ts";
import { renderConfirmation } from "./render.ts";

/** Sends the customer an order confirmation by e-mail. An erased customer gets none. */
export const mailConfirmation = defineReaction({
  name: "orders.confirmation",
  consumes: [orderPlaced],
  key: ({ aggregate }) => aggregate.id,
  async react({ data }, { ask, mail, idempotencyKey }) {
    const { person } = data;
    if (person === null) return [];
    const settings = await ask(settingsOfTenant, {});
    if (!settings.ok) throw new Error(settings.refusal.detail);
    const rendered = renderConfirmation({ ...data, person }, settings.value.name);
    await mail.send({ to: person.email, ...rendered, idempotencyKey });
    return [];
  },
});
