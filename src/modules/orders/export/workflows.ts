import { csvOf } from "../../../kernel/csv/write-csv.ts";
import { textStream } from "../../../kernel/operation/operation.ts";
import { defineWorkflow, type WorkflowContext } from "../../../kernel/operation/workflow.ts";
import type { Page } from "../../../kernel/read/page.ts";
import { ok } from "../../../kernel/values/result.ts";
import { listOrders, type OrderListing, orderListing } from "../view/list-orders.ts";
import type { ListedOrderResponse } from "../wire-schema.ts";
import { orderColumns, orderRows } from "./rows.ts";

/** Exports all orders that match, in the format of Shopify's orders export. */
export const exportOrders = defineWorkflow({
  name: "orders.exportOrders",
  access: listOrders.access,
  isLimited: true,
  input: orderListing,
  output: textStream,
  budget: { d1: 1, objects: 0 },
  async run(filters, context) {
    // Read before the response starts: after that, the export can't be refused.
    const first = await context.invoke(listOrders, { ...filters, ...page, after: null });
    return first.ok ? ok(linesOf(context, filters, first.value)) : first;
  },
});

const page = { limit: 100, count: false } as const;
/** Takes about 10 ms to write. */
const manyRows = 250;

/** Yields the header, then page after page. Reads the next page only when the caller needs it. */
async function* linesOf(
  { invoke, pause }: WorkflowContext,
  filters: OrderListing,
  first: Page<ListedOrderResponse>,
): AsyncGenerator<string> {
  yield csvOf([orderColumns]);
  let current = first;
  for (;;) {
    let rows: (readonly string[])[] = [];
    for (const order of current.items) {
      rows.push(...orderRows(order));
      if (rows.length < manyRows) continue;
      yield csvOf(rows);
      rows = [];
      await pause();
    }
    if (rows.length > 0) yield csvOf(rows);
    if (current.next === null) return;
    const next = await invoke(listOrders, { ...filters, ...page, after: current.next });
    if (!next.ok) throw new Error(`export interrupted: ${next.refusal.detail}`);
    current = next.value;
  }
}
