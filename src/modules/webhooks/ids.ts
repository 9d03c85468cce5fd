import { defineIds } from "../../kernel/values/id.ts";

/** Id prefixes of this module. A delivery has the ULID of its event. */
export const webhookIds = defineIds({ webhookEndpoint: "whk", webhookDelivery: "whd" });
