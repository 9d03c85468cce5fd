import {
  defineReaction,
  OutsideRefused,
  OutsideUnavailable,
  requestOf,
} from "../../../kernel/delivery/reaction.ts";
import type { RetryPlan } from "../../../kernel/delivery/retry-plan.ts";
import { deliveryLog } from "../deliveries/log.ts";
import { pauseEndpoint, resealEndpointSecret } from "../endpoints/commands.ts";
import { readSendingTo, webhookTargets } from "../endpoints/queries.ts";
import { webhookReaction } from "../ids.ts";
import { webhookLimits } from "../limits.ts";
import { messageOf } from "./message.ts";
import { AddressRefused, type Answer, meaningOf, sendMessage } from "./send.ts";
import { openSecrets, sealSecret } from "./signature.ts";

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** When a delivery is tried again. */
export const deliveryRetries: RetryPlan = {
  pausesMs: [
    ...[5 * secondMs, 30 * secondMs],
    ...[2 * minuteMs, 10 * minuteMs, 30 * minuteMs],
    ...[2 * hourMs, 6 * hourMs, 12 * hourMs],
  ],
  longestAskedMs: webhookLimits.askedPause.value,
  // The list of deliveries has it, and it can be sent again from there.
  afterwards: "nothing",
};

/** Sends every event that may leave the platform to the endpoints that want it. In order for each aggregate. */
export const sendWebhooks = defineReaction({
  name: webhookReaction,
  consumes: "published",
  targets: webhookTargets,
  key: ({ aggregate }) => aggregate.id,
  retries: deliveryRetries,
  givesUp: {
    afterMs: webhookLimits.failing.value,
    request: (target) => requestOf(pauseEndpoint, { id: target ?? "", because: "failing" }),
  },
  log: deliveryLog,
  async react(event, tools) {
    const { tenantId, target, ask, secrets, published, note } = tools;
    const endpointId = target ?? "";
    const read = await ask(readSendingTo, { id: endpointId });
    if (!read.ok) throw new Error(read.refusal.detail);
    // Deleted in the meantime.
    if (read.value === null) return [];
    const { url, sealed } = read.value;
    const owner = { tenantId, endpointId };
    const opened = await openSecrets(secrets, owner, sealed);
    if (opened.length === 0) throw new OutsideUnavailable("no secret of the endpoint can be opened");
    const answer = await sent(sendMessage(tools, url, messageOf(event, published), opened));
    note({ code: answer.code, answer: answer.answer });
    settle(answer, endpointId);
    const stale = opened.filter(({ isCurrent }) => !isCurrent);
    return Promise.all(
      stale.map(async ({ sealed: from, text }) =>
        requestOf(resealEndpointSecret, { id: endpointId, from, to: await sealSecret(secrets, owner, text) }),
      ),
    );
  },
});

/** An answer, or why there is none in the words of a reaction. */
async function sent(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AddressRefused) throw new OutsideRefused(error.message);
    // Whatever the runtime says of a connection may name hosts of the platform.
    throw new OutsideUnavailable("there was no answer");
  }
}

/** Throws unless the message was accepted. */
function settle({ code, retryAfterMs }: Answer, endpointId: string): void {
  const text = `HTTP ${code}`;
  switch (meaningOf(code)) {
    case "delivered":
      return;
    case "again":
      throw new OutsideUnavailable(text, { retryAfterMs });
    case "refused":
      throw new OutsideRefused(text);
    case "gone":
      throw new OutsideRefused(text, {
        commands: [requestOf(pauseEndpoint, { id: endpointId, because: "gone" })],
      });
  }
}
