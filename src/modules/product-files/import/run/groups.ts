import { handleIn } from "../../shopify/handle.ts";
import type { CsvRow } from "../../shopify/schema.ts";

/** The consecutive rows of one product, which share a handle. */
export interface RowGroup {
  readonly rows: readonly CsvRow[];
  /** The line of an earlier group with the same handle. Null if there is none. */
  readonly before: number | null;
}

/**
 * The most rows of a product: one per variant or image. One more row is read, to detect that there are too
 * many.
 */
const mostRows = 500;

/** Groups rows by product. A row without a handle belongs to the previous product. */
export async function* groupByProduct(rows: AsyncIterable<CsvRow>): AsyncGenerator<RowGroup> {
  const lineByHandle = new Map<string, number>();
  let group: CsvRow[] = [];
  const close = (first: CsvRow): RowGroup => {
    const handle = handleIn(handleOf(first));
    const before = lineByHandle.get(handle) ?? null;
    if (before === null) lineByHandle.set(handle, first.line);
    return { rows: group, before };
  };
  for await (const row of rows) {
    const [first] = group;
    if (first !== undefined && handleOf(row) !== "" && handleOf(row) !== handleOf(first)) {
      yield close(first);
      group = [];
    }
    if (group.length <= mostRows || row.fault?.code === "rows-not-read") group.push(row);
  }
  const [first] = group;
  if (first !== undefined) yield close(first);
}

function handleOf({ cells }: CsvRow): string {
  return cells.Handle?.trim() ?? "";
}
