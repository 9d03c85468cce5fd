import { csvOf } from "../../../kernel/csv/write-csv.ts";
import { maxQuantity } from "../../inventory/index.ts";
import type { ExportPage } from "../../listing/index.ts";
import { columnsOf, type FileView, productRows } from "../shopify/write-product.ts";

/** Yields a catalogue as CSV: the header row, then page after page of products. Calls `pause` after some rows. */
export async function* catalogueFile(
  first: ExportPage,
  readPage: (after: string) => Promise<ExportPage>,
  view: Omit<FileView, "stockedOf">,
  options: number,
  pause: () => Promise<void>,
): AsyncGenerator<string> {
  const columns = columnsOf(options);
  yield csvOf([columns]);
  for (let page = first; page.next !== null; page = await readPage(page.next)) {
    let records: string[][] = [];
    for (const { state, stockByVariant } of page.products) {
      const rows = productRows(state, {
        ...view,
        stockedOf: (id) => Math.min(stockByVariant.get(id)?.stocked ?? 0, maxQuantity),
      });
      records.push(...rows.map((cells) => columns.map((column) => cells[column] ?? "")));
      if (records.length < manyRows) continue;
      yield csvOf(records);
      records = [];
      await pause();
    }
    if (records.length > 0) yield csvOf(records);
  }
}

/** Takes about 10 ms to write. */
const manyRows = 250;
