import { z } from "zod";
import { Broken } from "../../violation.ts";

/** An event as the log stores it. */
interface Row {
  readonly type: string;
  readonly aggregate: string;
  readonly occurredAt: string;
  readonly data: string;
}

/** What the log says about when orders expire, without the platform's own rules. */
export interface ExpiryWatch {
  /** Reads the next event. Breaks if an order expired that must not. */
  readonly read: (row: Row) => void;
  /** An order that should have expired by then; null if there is none. */
  readonly overdue: (now: number) => string | null;
  /** Forgets everything, to read the log again from the start. */
  readonly reset: () => void;
}

const placed = z.looseObject({ totals: z.object({ total: z.object({ amount: z.int() }) }) });
const cancelled = z.object({ reason: z.string() });
const toggled = z.object({ module: z.string() });
const changed = z.looseObject({ manualOrderExpiryMinutes: z.int().nullable().optional() });

export function createExpiryWatch(): ExpiryWatch {
  const placedAtByUnpaid = new Map<string, number>();
  let minutes: number | null = null;
  let suspended = false;
  let isOff = false;

  const dueOf = (id: string) => {
    const placedAt = placedAtByUnpaid.get(id);
    return placedAt === undefined || minutes === null ? null : placedAt + minutes * 60_000;
  };
  const expired = (id: string, at: number) => {
    if (!placedAtByUnpaid.has(id)) throw new Broken("a paid order never expires", id);
    const due = dueOf(id);
    if (due === null || at < due)
      throw new Broken("an unpaid order expires when its time is over", `${id} expired at ${at}, not ${due}`);
  };

  return {
    read({ type, aggregate, occurredAt, data }) {
      const at = Date.parse(occurredAt);
      switch (type) {
        case "platform.settings.updated": {
          const { manualOrderExpiryMinutes } = changed.parse(JSON.parse(data));
          if (manualOrderExpiryMinutes !== undefined) minutes = manualOrderExpiryMinutes;
          return;
        }
        case "platform.tenant.suspended":
          suspended = true;
          return;
        case "platform.tenant.resumed":
          suspended = false;
          return;
        case "platform.module.disabled":
        case "platform.module.enabled":
          if (toggled.parse(JSON.parse(data)).module === "orders")
            isOff = type === "platform.module.disabled";
          return;
        case "order.placed":
          if (placed.parse(JSON.parse(data)).totals.total.amount > 0) placedAtByUnpaid.set(aggregate, at);
          return;
        case "order.payment.captured":
          placedAtByUnpaid.delete(aggregate);
          return;
        case "order.cancelled":
          if (cancelled.parse(JSON.parse(data)).reason === "expired") expired(aggregate, at);
          placedAtByUnpaid.delete(aggregate);
      }
    },
    overdue(now) {
      if (suspended || isOff) return null;
      return [...placedAtByUnpaid.keys()].find((id) => (dueOf(id) ?? now) < now) ?? null;
    },
    reset() {
      placedAtByUnpaid.clear();
      minutes = null;
      suspended = false;
      isOff = false;
    },
  };
}
