import { z } from "zod";
import type { Api } from "../api/api.ts";
import {
  type ShownDeadLetter,
  type ShownEvent,
  type ShownMail,
  type ShownOrder,
  type ShownSubscription,
  shownDeadLetter,
  shownEvent,
  shownMail,
  shownOrder,
  shownSubscription,
} from "../api/shapes.ts";
import { exits, Failure } from "../exits.ts";

/** Everything that is known of one order. */
export interface OrderStory {
  readonly order: ShownOrder;
  /** The order's own events and what happened with them, the oldest first. */
  readonly events: readonly ShownEvent[];
  /** Mails that these events led to. Null if the platform sends them instead of storing them. */
  readonly mails: readonly ShownMail[] | null;
  /** Events of the order that some subscription could not process. */
  readonly deadLetters: readonly ShownDeadLetter[];
  /** What follows the log of events. */
  readonly subscriptions: readonly ShownSubscription[];
}

/** Reads an order's story by its number or id. */
export async function readOrderStory(api: Api, named: string): Promise<OrderStory> {
  const order = await findOrder(api, named);
  const [events, mails, deadLetters, subscriptions] = await Promise.all([
    eventsOf(api, order.id),
    mailsTo(api),
    Array.fromAsync(api.items("/v1/ops/dead-letters", shownDeadLetter)),
    Array.fromAsync(api.items("/v1/ops/subscriptions", shownSubscription)),
  ]);
  const ids = new Set(events.map(({ id }) => id));
  return {
    order,
    events,
    // A mail has the id of the event that led to it.
    mails: mails?.filter(({ id }) => ids.has(id.split(":").at(-1) ?? "")) ?? null,
    deadLetters: deadLetters.filter(({ aggregate }) => aggregate?.id === order.id),
    subscriptions: subscriptions.filter(({ follows }) => follows === "events"),
  };
}

const orders = z.looseObject({ items: z.array(shownOrder) });

async function findOrder(api: Api, named: string): Promise<ShownOrder> {
  if (!/^#?\d+$/.test(named)) return api.get(`/v1/admin/orders/${encodeURIComponent(named)}`, shownOrder);
  const number = named.replace("#", "");
  const { items } = await api.get("/v1/admin/orders", orders, { query: { number } });
  const [order] = items;
  if (order === undefined)
    throw new Failure(exits.wrong, `${api.tenant} has no order with the number ${number}.`);
  return order;
}

/** The order's events, and all events with a correlation of one of them: stock that was reserved, what reactions did. */
async function eventsOf(api: Api, orderId: string): Promise<readonly ShownEvent[]> {
  const found = (query: Readonly<Record<string, string>>) =>
    Array.fromAsync(api.items("/v1/ops/events", shownEvent, { query }));
  const own = await found({ aggregate: `order/${orderId}` });
  const correlations = [...new Set(own.map(({ correlationId }) => correlationId))];
  const related = await Promise.all(correlations.map((correlation) => found({ correlation })));
  const bySeq = new Map([...own, ...related.flat()].map((event) => [event.seq, event]));
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

/** The tenant's stored mails; null if it is a platform that sends them. */
async function mailsTo(api: Api): Promise<readonly ShownMail[] | null> {
  try {
    return await Array.fromAsync(api.items("/v1/ops/mailbox", shownMail));
  } catch (error) {
    if (error instanceof Failure && Object(error.details).code === "not-found") return null;
    throw error;
  }
}
