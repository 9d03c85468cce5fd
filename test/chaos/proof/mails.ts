import { z } from "zod";
import type { Envelope } from "../../../src/kernel/write/event.ts";
import type { StoredObject, StoredState } from "../kept/files.ts";

/** A mail that was sent, as the Worker under the harness has copied it. */
export interface SentMail {
  readonly tenantId: string;
  readonly id: string;
  readonly subject: string;
}

/** All mails that were ever sent. */
export function mailsIn(kept: StoredState): readonly SentMail[] {
  if (kept.readModel("SELECT 1 FROM sqlite_master WHERE name = 'chaos_mails'").length === 0) return [];
  return kept
    .readModel("SELECT tenant_id, id, subject FROM chaos_mails")
    .map(({ tenant_id, id, subject }) => ({
      tenantId: String(tenant_id),
      id: String(id),
      subject: String(subject),
    }));
}

const placed = z.object({ number: z.int() });

/** The events that a mail is about, besides that an order was placed. */
const others = new Set(["order.fulfillment.shipped", "order.payment.refunded"]);

/** Every order was confirmed by a mail at least once, under the key of its event; no mail was sent without an event. */
export function faultsInMails(
  { tenantId }: Pick<StoredObject, "tenantId">,
  log: readonly Envelope[],
  mails: readonly SentMail[],
): readonly string[] {
  const sent = new Map(mails.filter((mail) => mail.tenantId === tenantId).map((mail) => [mail.id, mail]));
  const faults = log
    .filter(({ type }) => type === "order.placed")
    .flatMap((event) => {
      const key = `orders.confirmation:${event.id}`;
      const mail = sent.get(key);
      sent.delete(key);
      const { number } = placed.parse(event.data);
      if (mail === undefined) return [`order ${number} of ${tenantId} was not confirmed by mail`];
      return mail.subject.includes(`#${number} `)
        ? []
        : [`order ${number} of ${tenantId} was confirmed as "${mail.subject}"`];
    });
  for (const { type, id } of log) if (others.has(type)) sent.delete(`orders.confirmation:${id}`);
  return [...faults, ...[...sent.keys()].map((id) => `${tenantId} sent ${id} without an event`)];
}
