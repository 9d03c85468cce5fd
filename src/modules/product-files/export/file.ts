import { maxQuantity } from "../../inventory/index.ts";
import type { ExportPage } from "../../listing/index.ts";
import { csvOf } from "../csv/write-csv.ts";
import { columnsOf, type FileView, productRows } from "../shopify/write-product.ts";

/** Yields a catalogue as CSV: the header row, then page after page of products. */
export async function* catalogueFile(
  first: ExportPage,
  readPage: (after: string) => Promise<ExportPage>,
  view: Omit<FileView, "stockedOf">,
  options: number,
): AsyncGenerator<string> {
  const columns = columnsOf(options);
  yield csvOf([columns]);
  for (let page = first; page.next !== null; page = await readPage(page.next)) {
    const rows = page.products.flatMap(({ state, stockByVariant }) =>
      productRows(state, {
        ...view,
        stockedOf: (id) => Math.min(stockByVariant.get(id)?.stocked ?? 0, maxQuantity),
      }),
    );
    yield csvOf(rows.map((cells) => columns.map((column) => cells[column] ?? "")));
  }
}
