import type { WorkflowContext } from "../../../../kernel/operation/workflow.ts";
import { ok, type Result } from "../../../../kernel/values/result.ts";
import { readCsv } from "../../csv/read-csv.ts";
import { openTurns } from "../../import/run/turns.ts";
import { openInventoryHeader } from "../../inventory/header.ts";
import { locationNames } from "../../inventory/locations.ts";
import { repeated } from "../../inventory/places.ts";
import { readImportLocations } from "../../inventory/queries.ts";
import { type ReadQuantity, readInventoryRow } from "../../inventory/read-row.ts";
import { openRepeats } from "../../inventory/repeats.ts";
import { maxRows } from "../../inventory/schema.ts";
import type { FileError } from "../../shopify/schema.ts";
import type { InventoryItem } from "../items.ts";
import type { ImportJob } from "../schema.ts";
import { inventoryUpload } from "../upload-commands.ts";
import type { OpenedFile } from "./split.ts";
import { type ItemWriter, uploadFile } from "./upload.ts";

/** Stores an inventory file as a job, with an item for consecutive rows of a product. */
export async function uploadInventory(
  context: Pick<WorkflowContext, "invoke" | "invokeAll" | "pause">,
  opened: OpenedFile,
  { charset, dryRun }: { readonly charset: string | null; readonly dryRun: boolean },
): Promise<Result<ImportJob>> {
  const known = await context.invoke(readImportLocations, {});
  if (!known.ok) return known;
  const locations = locationNames(known.value);
  const header = openInventoryHeader();
  const turns = openTurns(context.pause);
  const options = { duplicateSkus: "refuse", dryRun } as const;
  return uploadFile(context, inventoryUpload, options, opened, header, async (writer) => {
    const items = openItems(writer);
    const repeats = openRepeats();
    for await (const row of readCsv(opened.file, charset, header.read, turns.parsed)) {
      const { product, quantities, errors } = readInventoryRow(row, header, locations);
      const again = quantities.filter(({ counted }) => repeats.isRepeated(counted));
      const found = [...errors, ...again.map(repeated)];
      const isEmpty = quantities.length === 0 && found.length === 0;
      const noted = isEmpty ? await writer.skip(product) : await noteErrors(writer, product, found);
      if (!noted.ok) return noted;
      const fresh = quantities.filter((one) => !again.includes(one));
      const named = fresh.map((one) => ({ ...one, column: header.nameOf(one.column) }));
      const added = await items.add(product, named);
      if (!added.ok) return added;
    }
    return items.finish();
  });
}

async function noteErrors(
  writer: ItemWriter,
  product: string,
  found: readonly FileError[],
): Promise<Result<null>> {
  return found.length > 0 ? writer.fail(product, found) : ok(null);
}

/** Rows that are set between two turns of other requests. */
const rowsPerBatch = 100;

function openItems(writer: ItemWriter) {
  let open: Omit<InventoryItem, "endsBatch"> = { key: "", rows: [] };
  let inBatch = 0;
  const flush = async (): Promise<Result<null>> => {
    inBatch += open.rows.length;
    const endsBatch = inBatch >= rowsPerBatch;
    if (endsBatch) inBatch = 0;
    const item = { ...open, endsBatch };
    open = { key: "", rows: [] };
    return item.rows.length === 0 ? ok(null) : writer.add(item);
  };
  return {
    async add(key: string, quantities: readonly ReadQuantity[]): Promise<Result<null>> {
      for (const quantity of quantities) {
        if (open.rows.length > 0 && (open.key !== key || open.rows.length === maxRows)) {
          const flushed = await flush();
          if (!flushed.ok) return flushed;
        }
        open = { key, rows: [...open.rows, quantity] };
      }
      return ok(null);
    },
    finish: flush,
  };
}
