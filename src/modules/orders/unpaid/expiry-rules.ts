import type { Context } from "../../../kernel/write/command.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { leadsTo } from "../../../kernel/write/state-machine.ts";
import { type Reservation, releasedStocks, type Stock, type StockLocations } from "../../inventory/index.ts";
import { decideCancel } from "../changing/status-rules.ts";
import { orderTransitions } from "../rules.ts";
import type { Order } from "../schema.ts";
import { isUnpaid } from "./rules.ts";

/** An overdue order, and what it has reserved. */
export interface Overdue {
  readonly order: Order;
  readonly held: readonly Reservation[];
}

/** Cancels overdue orders like staff would, one after the other: they may hold the same variants. */
export function decideExpiry(
  overdue: readonly Overdue[],
  stocks: ReadonlyMap<string, Stock>,
  stockLocations: StockLocations,
  context: Context,
): readonly NewEvent[] {
  const events: NewEvent[] = [];
  let current = stocks;
  for (const { order, held } of overdue) {
    if (!isUnpaid(order) || !leadsTo(orderTransitions, order, "cancelled")) continue;
    const cancelled = decideCancel(
      order,
      { reason: "expired" },
      { held, stocks: current, stockLocations },
      context,
    );
    if (!cancelled.ok) continue;
    events.push(...cancelled.value);
    current = releasedStocks(held, current);
  }
  return events;
}
