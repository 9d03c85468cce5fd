import { handleFromTitle } from "../../../../kernel/values/handle.ts";
import type { CsvRow } from "../../shopify/schema.ts";

/** Rows of one product: they share a handle and follow one another. */
export interface RowGroup {
  readonly rows: readonly CsvRow[];
  /** Where rows of this handle stood before, with another product in between; null where there were none. */
  readonly before: number | null;
}

/** A product has at most so many rows: one for each variant and image. A row more shows that it has too many. */
const mostRows = 500;

/** Gathers the rows of each product. A row without a handle goes on with the last. */
export async function* groupByProduct(rows: AsyncIterable<CsvRow>): AsyncGenerator<RowGroup> {
  const lineByHandle = new Map<string, number>();
  let group: CsvRow[] = [];
  const close = (first: CsvRow): RowGroup => {
    // What is written differently may still be one handle.
    const handle = handleFromTitle(handleOf(first));
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
    if (group.length <= mostRows) group.push(row);
  }
  const [first] = group;
  if (first !== undefined) yield close(first);
}

function handleOf({ cells }: CsvRow): string {
  return cells.Handle?.trim() ?? "";
}
