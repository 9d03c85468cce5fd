import { fileLimits } from "../../limits.ts";
import { handleIn } from "../../shopify/handle.ts";
import type { CsvRow, RowFault } from "../../shopify/schema.ts";

/** The consecutive rows of one product, which share a handle. */
export interface RowGroup {
  readonly rows: readonly CsvRow[];
  /** The line of an earlier group with the same handle. Null if there is none. */
  readonly before: number | null;
}

/** Groups rows by product. A row without a handle belongs to the previous product. */
export async function* groupByProduct(rows: AsyncIterable<CsvRow>): AsyncGenerator<RowGroup> {
  const lineByHandle = new Map<string, number>();
  let group: CsvRow[] = [];
  const close = (first: CsvRow): RowGroup => {
    const handle = handleOf(first);
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
    const isLast = row.faults.some(({ code }) => code === "rows-not-read");
    if (group.length < mostRows.value || isLast) group.push(row);
    else if (group.length === mostRows.value) group.push({ ...row, faults: [...row.faults, tooManyRows] });
  }
  const [first] = group;
  if (first !== undefined) yield close(first);
}

const { productRows: mostRows } = fileLimits;

const tooManyRows: RowFault = {
  field: "Handle",
  code: "too-large",
  detail: `A product has at most ${mostRows.value} rows.`,
};

function handleOf({ cells }: CsvRow): string {
  return handleIn(cells.Handle ?? "");
}
