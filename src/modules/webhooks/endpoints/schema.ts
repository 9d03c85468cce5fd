import * as z from "zod";
import { idSchema } from "../../../kernel/values/id.ts";
import { defineState } from "../../../kernel/write/state.ts";
import { webhookIds } from "../ids.ts";
import { webhookLimits } from "../limits.ts";

const instant = z.iso.datetime();

/** Why an endpoint is paused: by the staff, after days of failures, or because its receiver answered 410. */
export const pausedBecause = z.enum(["staff", "failing", "gone"]);
export type PausedBecause = z.infer<typeof pausedBecause>;

const status = z.enum(["active", "paused"]);

/** Whereto events of a tenant are sent. */
export const endpoint = z.object({
  id: idSchema(webhookIds.webhookEndpoint),
  url: z.string(),
  /** Event types, prefixes that end in `.*`, or `*`. */
  events: z.array(z.string()),
  description: z.string().nullable(),
  status,
  /** Null while it is active. */
  pausedBecause: pausedBecause.nullable(),
  /** Until when deliveries are signed with the previous secret too. Null if there is none. */
  previousSecretExpiresAt: instant.nullable(),
  createdAt: instant,
  updatedAt: instant,
});
export type Endpoint = z.infer<typeof endpoint>;

export const endpointState = defineState("webhookEndpoint", endpoint);

/** The wire shape of an endpoint. It has no secret. */
export const endpointResponse = endpoint.extend({ version: z.int().positive() });

/** The answer that shows a secret, once. */
export const endpointWithSecret = endpointResponse.extend({
  secret: z.string().describe("`whsec_` and the key in base64. It is not shown again."),
});

const eventFilter = z
  .string()
  .max(100)
  .regex(
    /^(?:\*|[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*(?:\.\*)?)$/,
    "must be an event type, a prefix that ends in .*, or *",
  );

const fields = {
  url: z.string().min(1).max(2_048).describe("A public https address with a host name, on port 443 or 8443."),
  events: z
    .array(eventFilter)
    .min(1)
    .max(webhookLimits.filters.value)
    .refine((all) => new Set(all).size === all.length, "must not contain duplicates")
    .describe("Event types such as `order.placed`, prefixes such as `order.*`, or `*` for all types."),
  description: z.string().trim().max(500).nullable(),
  status: status.describe(
    "`paused` sends nothing for now. What happens meanwhile is sent once it is `active`.",
  ),
};

export const endpointInput = z
  .object({ ...fields, description: fields.description.optional(), status: fields.status.optional() })
  .strict();
export type EndpointInput = z.infer<typeof endpointInput>;

export const endpointPatch = z.object(fields).partial().strict();
export type EndpointPatch = z.infer<typeof endpointPatch>;
