import { z } from "zod";
import { addsUp, lineAmounts, totals } from "../../../src/modules/orders/index.ts";
import { Broken } from "../violation.ts";
import type { Host } from "../world/object/host.ts";

const money = z.looseObject({ amount: z.int() });
const content = z.looseObject({
  status: z.string(),
  pricesIncludeTax: z.boolean(),
  items: z.array(lineAmounts.loose()),
  totals,
  payments: z.array(z.looseObject({ status: z.string(), amount: money })),
  refunds: z.array(z.looseObject({ amount: money })),
});

const holdsNothing: ReadonlySet<string> = new Set(["shipped", "delivered", "cancelled"]);
const took: ReadonlySet<string> = new Set(["captured", "partially_refunded", "refunded"]);

/** Checks that totals add up, refunds don't exceed payments, and finished orders hold no stock. */
export function checkOrder({ sqlite }: Host, id: string): void {
  const [row] = sqlite.rows("SELECT content FROM orders WHERE id = ?1", id);
  if (row === undefined) return;
  const order = content.parse(JSON.parse(String(row.content)));
  const sum = (all: readonly { readonly amount: { readonly amount: number } }[]) =>
    all.reduce((total, { amount }) => total + amount.amount, 0);
  const taken = sum(order.payments.filter(({ status }) => took.has(status)));
  if (!addsUp(order.items, order.totals, order.pricesIncludeTax))
    throw new Broken("money adds up", `${id}: ${JSON.stringify(order.totals)}`);
  if (taken !== 0 && taken !== order.totals.total.amount)
    throw new Broken("money adds up", `${id}: ${taken} was paid for ${order.totals.total.amount}`);
  if (sum(order.refunds) > taken)
    throw new Broken("money adds up", `${id}: ${sum(order.refunds)} was refunded of ${taken}`);
  checkListing(sqlite, id, order);
  if (!holdsNothing.has(order.status)) return;
  const held = sqlite.rows("SELECT quantity FROM reservations WHERE owner = ?1", id);
  if (held.length > 0) throw new Broken("a finished order holds no stock", `${id} is ${order.status}`);
}

/** What a shopper holds in an order is stored exactly while the order is unpaid. */
function checkListing(
  sqlite: Host["sqlite"],
  id: string,
  { status, payments, totals }: z.infer<typeof content>,
): void {
  const open = status === "pending" || status === "confirmed";
  const due = totals.total.amount > 0;
  const unpaid = open && due && payments.every((payment) => payment.status === "created");
  const listed = sqlite.rows("SELECT 1 FROM unpaid_orders WHERE order_id = ?1", id).length > 0;
  const units = sqlite.rows("SELECT 1 FROM unpaid_units WHERE order_id = ?1", id).length > 0;
  if (listed !== unpaid || (units && !unpaid))
    throw new Broken("unpaid orders are listed", `${id} is ${status}, listed: ${listed}, units: ${units}`);
}

/** Order numbers, in the order in which they were assigned. */
export interface Numbers {
  readonly placed: (number: number) => void;
  /** Reads the assigned numbers again from the start, after the object was restored. */
  readonly readAgain: (read: () => void) => void;
}

/** The number before the first order's. */
const numberBeforeFirst = 1_000;

export function createNumbers(): Numbers {
  let last = numberBeforeFirst;
  let mayJump = false;
  let reading = false;
  return {
    placed(number) {
      if (mayJump || reading ? number <= last : number !== last + 1)
        throw new Broken("orders are numbered without gaps", `${number} follows ${last}`);
      last = number;
      mayJump = false;
    },
    readAgain(read) {
      last = numberBeforeFirst;
      reading = true;
      read();
      reading = false;
      // Numbers assigned in the previous epoch are skipped.
      mayJump = true;
    },
  };
}
