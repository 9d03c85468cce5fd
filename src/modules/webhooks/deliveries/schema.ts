import * as z from "zod";
import { idText } from "../../../kernel/values/id.ts";
import { webhookIds } from "../ids.ts";

const instant = z.iso.datetime();

/** `pending`: it is tried again. `failed`: it is not. */
export const deliveryStatus = z.enum(["pending", "delivered", "failed"]);

/** One event, sent to one endpoint. */
export const delivery = z.object({
  id: idText(webhookIds.webhookDelivery),
  endpointId: idText(webhookIds.webhookEndpoint),
  /** The `webhook-id` that the receiver got. */
  eventId: z.string(),
  type: z.string(),
  /** The event's place in the log; null for a test. */
  seq: z.int().nullable(),
  subject: z.string().describe("What the event is about, as `type/id`."),
  status: deliveryStatus,
  attempts: z.int(),
  code: z.int().nullable().describe("The receiver's last status code. Null if it gave no answer."),
  answer: z.string().nullable().describe("The first KiB of the receiver's last answer."),
  error: z.string().nullable().describe("Why the last attempt failed. Null if it did not."),
  durationMs: z.int().describe("How long the last attempt took."),
  firstAttemptAt: instant,
  lastAttemptAt: instant,
});
export type Delivery = z.infer<typeof delivery>;

/** What is sent again: from an event's number in the log, or from a time. */
export const replayInput = z
  .object({
    fromSeq: z.int().min(1).optional(),
    from: instant.optional(),
    to: instant.optional().describe("Up to when. By default up to now."),
  })
  .strict()
  .refine(({ fromSeq, from }) => (fromSeq === undefined) !== (from === undefined), {
    message: "needs either fromSeq or from",
    path: ["fromSeq"],
  });

/** The part of the log that is sent again. Both are null if it has no events. */
export const replay = z.object({ fromSeq: z.int().nullable(), toSeq: z.int().nullable() });
