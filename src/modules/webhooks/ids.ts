import { defineIds } from "../../kernel/values/id.ts";

/** Id prefixes of this module. A delivery has the ULID of its event. */
export const webhookIds = defineIds({ webhookEndpoint: "whk", webhookDelivery: "whd" });

/** The reaction that sends to endpoints. Each endpoint has a subscription of its own, with its id after a slash. */
export const webhookReaction = "webhooks.endpoints";
