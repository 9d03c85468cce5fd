import { refusal } from "../../../kernel/api/problem.ts";
import type { WorkflowContext } from "../../../kernel/operation/workflow.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import { readCsv } from "../csv/read-csv.ts";
import { UnreadableCsv } from "../csv/unreadable.ts";
import { openTurns } from "../import/run/turns.ts";
import type { ImportReport } from "../import/schema.ts";
import { importStock } from "./command.ts";
import { openInventoryHeader } from "./header.ts";
import { locationNames } from "./locations.ts";
import { readImportLocations } from "./queries.ts";
import { type ReadQuantity, readInventoryRow } from "./read-row.ts";
import { openRepeats } from "./repeats.ts";
import { maxRows } from "./schema.ts";
import { openTally } from "./tally.ts";

/** An inventory file, and how to import it. */
export interface InventoryRequest {
  readonly file: ReadableStream<Uint8Array>;
  /** The declared character set. */
  readonly charset: string | null;
  /** Reports what an import would do, and writes nothing. */
  readonly dryRun: boolean;
}

type ImportContext = Pick<WorkflowContext, "invoke" | "invokeAll" | "pause">;

/** Imports an inventory file while it arrives. A bad row fails alone. */
export async function runInventoryImport(
  context: ImportContext,
  { file, charset, dryRun }: InventoryRequest,
): Promise<Result<ImportReport>> {
  const known = await context.invoke(readImportLocations, {});
  if (!known.ok) return known;
  const locations = locationNames(known.value);
  const header = openInventoryHeader();
  const tally = openTally(header);
  const repeats = openRepeats();
  const turns = openTurns(context.pause);
  let batch: Pending[] = [];
  const finishBatch = async (): Promise<Result<null>> => {
    const sent = batch;
    batch = [];
    return sent.length === 0 ? ok(null) : importRows(context, sent, dryRun, tally);
  };
  try {
    for await (const row of readCsv(file, charset, header.read, turns.parsed)) {
      const { product, quantities, errors } = readInventoryRow(row, header, locations);
      if (errors.length > 0) tally.fail(product, errors);
      else if (quantities.length === 0) tally.note(product, "unchanged");
      for (const quantity of quantities) {
        if (repeats.isRepeated(quantity.counted)) tally.fail(product, [repeated(quantity)]);
        else batch.push({ ...quantity, product });
        if (batch.length < maxRows) continue;
        const finished = await finishBatch();
        if (!finished.ok) return finished;
      }
    }
  } catch (error) {
    if (error instanceof UnreadableCsv) return refused(refusal("invalid-csv", error.message));
    throw error;
  }
  const finished = await finishBatch();
  return finished.ok ? ok(tally.finish()) : finished;
}

interface Pending extends ReadQuantity {
  readonly product: string;
}

/** Sends rows to the tenant's object, and reports what became of them. */
async function importRows(
  context: ImportContext,
  pending: readonly Pending[],
  dryRun: boolean,
  tally: ReturnType<typeof openTally>,
): Promise<Result<null>> {
  const rows = pending.map(({ counted }) => counted);
  const [sent] = await context.invokeAll(importStock, [{ rows, dryRun }]);
  if (sent === undefined) throw new Error("no result for the rows");
  if (!sent.ok) return sent;
  for (const [index, outcome] of sent.value.entries()) {
    const one = pending[index];
    if (one === undefined) throw new Error("more outcomes than rows");
    if (outcome.outcome !== "failed") {
      // A file without handles still tells products by their variants.
      tally.note(one.counted.handle === null ? outcome.product : one.product, outcome.outcome);
      continue;
    }
    const { code, detail } = outcome;
    const field = code === "unknown-reference" ? one.column : one.counted.sku === null ? "Handle" : "SKU";
    tally.fail(one.product, [{ line: one.line, field, code, detail }]);
  }
  return ok(null);
}

function repeated({ line, column }: ReadQuantity) {
  const detail = "An earlier row has the same variant and location, and was used.";
  return { line, field: column, code: "duplicate", detail };
}
