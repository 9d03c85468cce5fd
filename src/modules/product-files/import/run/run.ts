import { type ProblemCode, type Refusal, refusal } from "../../../../kernel/api/problem.ts";
import type { WorkflowContext } from "../../../../kernel/operation/workflow.ts";
import { currencySchema, exponentOf } from "../../../../kernel/values/money.ts";
import { ok, type Result, refused } from "../../../../kernel/values/result.ts";
import { readCsv, UnreadableCsv } from "../../csv/read-csv.ts";
import { openHeader } from "../../shopify/header.ts";
import { readShopifyProduct } from "../../shopify/read-product.ts";
import type { FileError } from "../../shopify/schema.ts";
import { importProduct } from "../command.ts";
import type { ImportReport } from "../schema.ts";
import { openBatch } from "./batch.ts";
import { groupByProduct, type RowGroup } from "./groups.ts";
import { openReport, parseProduct, placesOf } from "./report.ts";
import { openTurns } from "./turns.ts";

/** Imports a file while it arrives. A bad row fails only its own product. */
export async function runImport(
  context: Pick<WorkflowContext, "tenant" | "invokeAll" | "pause">,
  bytes: ReadableStream<Uint8Array>,
): Promise<Result<ImportReport>> {
  const tenant = await context.tenant();
  if (!tenant.ok) return tenant;
  const exponent = exponentOf(currencySchema.parse(tenant.value.defaultCurrency));
  const header = openHeader();
  const report = openReport(header.nameOf);
  const batch = openBatch();
  const turns = openTurns(context.pause);
  const finishBatch = async (): Promise<Result<null>> => {
    const reads = batch.take();
    if (reads.length === 0) return ok(null);
    const products = reads.map(({ product }) => product);
    const results = await context.invokeAll(importProduct, products);
    for (const [index, result] of results.entries()) {
      const read = reads[index];
      if (result.ok) report.count(result.value);
      else if (read === undefined || !isOfProduct(result.refusal)) return result;
      else report.fail(placesOf(result.refusal, read));
    }
    return ok(null);
  };
  try {
    for await (const group of groupByProduct(readCsv(bytes, header.read, turns.parsed))) {
      const read = readShopifyProduct(group.rows, exponent);
      await turns.check(read);
      const parsed = parseProduct(read);
      const errors = [
        ...splitErrors(group),
        ...read.errors,
        ...(parsed.ok ? [] : placesOf(parsed.refusal, read)),
      ];
      if (!parsed.ok || errors.length > 0) {
        report.fail(errors);
        continue;
      }
      const valid = { ...read, product: parsed.value };
      if (batch.isFullWith(valid)) {
        const finished = await finishBatch();
        if (!finished.ok) return finished;
      }
      batch.add(valid);
    }
  } catch (error) {
    if (error instanceof UnreadableCsv) return refused(refusal("invalid-csv", error.message));
    throw error;
  }
  const finished = await finishBatch();
  return finished.ok ? ok(report.finish()) : finished;
}

/** Refusals that concern the caller, the tenant or its object end the import. Any other fails one product. */
const endsImport: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  "unauthenticated",
  "forbidden",
  "not-found",
  "tenant-not-found",
  "tenant-suspended",
  "internal-error",
  "overloaded",
]);

function isOfProduct({ code }: Refusal): boolean {
  return !endsImport.has(code);
}

/** Refuses a second group of the same handle: each group alone would be an incomplete product. */
function splitErrors({ rows, before }: RowGroup): readonly FileError[] {
  const [first] = rows;
  if (before === null || first === undefined) return [];
  const detail = `The rows of a product must be consecutive. Line ${before} has the same handle.`;
  return [{ line: first.line, field: "Handle", code: "duplicate-handle", detail }];
}
