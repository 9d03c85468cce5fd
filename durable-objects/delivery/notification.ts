import { byteLength } from "../../src/kernel/json.ts";
import type { Envelope } from "../../src/kernel/write/event.ts";

/** A queue message: a contiguous run of events, or none if the consumer has to pull them. */
export interface Notification {
  readonly tenantId: string;
  readonly subscription: string;
  readonly events: readonly Envelope[];
  /** Whether it is for the subscription's rebuild. */
  readonly rebuild?: true;
}

/** The queue's limits, less what it adds itself. */
export const notificationLimits = {
  eventsPerMessage: 100,
  bytesPerMessage: 96 * 1024,
  messagesPerSend: 100,
  bytesPerSend: 256 * 1024,
  /** A larger event is not sent: the projector pulls it. */
  bytesPerEvent: 64 * 1024,
} as const;

/**
 * Packs a contiguous run of events into the messages of one send. Events that do not fit are left out: the consumer
 * pulls them.
 */
export function packNotifications(
  notify: Omit<Notification, "events">,
  run: readonly Envelope[],
): readonly Notification[] {
  const messages: Envelope[][] = [];
  let sendBytes = 0;
  let messageBytes = 0;
  for (const event of run) {
    const bytes = bytesOf(event);
    if (bytes > notificationLimits.bytesPerEvent) break;
    const current = messages.at(-1);
    const fits =
      current !== undefined &&
      current.length < notificationLimits.eventsPerMessage &&
      messageBytes + bytes <= notificationLimits.bytesPerMessage;
    const cost = bytes + (fits ? 0 : messageOverhead);
    if (sendBytes + cost > notificationLimits.bytesPerSend) break;
    if (!fits && messages.length === notificationLimits.messagesPerSend) break;
    if (fits) current.push(event);
    else messages.push([event]);
    messageBytes = (fits ? messageBytes : messageOverhead) + bytes;
    sendBytes += cost;
  }
  if (messages.length === 0) return [{ ...notify, events: [] }];
  return messages.map((events) => ({ ...notify, events }));
}

const messageOverhead = 400;

function bytesOf(event: Envelope): number {
  return byteLength(JSON.stringify(event)) + 1;
}
