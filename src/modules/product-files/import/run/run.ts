import { refusal } from "../../../../kernel/api/problem.ts";
import { endsBatch } from "../../../../kernel/operation/ends-batch.ts";
import type { WorkflowContext } from "../../../../kernel/operation/workflow.ts";
import { ok, type Result, refused } from "../../../../kernel/values/result.ts";
import { UnreadableCsv } from "../../csv/unreadable.ts";
import { openHeader } from "../../shopify/header.ts";
import type { ReadProduct } from "../../shopify/read-product.ts";
import { importProduct } from "../command.ts";
import type { DuplicateSkus, ImportReport } from "../schema.ts";
import { openBatch } from "./batch.ts";
import { openClaims } from "./claims.ts";
import { clearedSku, placesOf } from "./places.ts";
import { exponentIn, readProducts } from "./read-products.ts";
import { openReport } from "./report.ts";

/** A file, and how to import it. */
export interface ImportRequest {
  readonly file: ReadableStream<Uint8Array>;
  /** The declared character set. */
  readonly charset: string | null;
  readonly duplicateSkus: DuplicateSkus;
  /** Reports what an import would do, and writes nothing. */
  readonly dryRun: boolean;
}

type ImportContext = Pick<WorkflowContext, "tenant" | "invokeAll" | "pause">;

/** Imports a file while it arrives. A bad row fails only its own product. */
export async function runImport(
  context: ImportContext,
  { file, charset, ...options }: ImportRequest,
): Promise<Result<ImportReport>> {
  const exponent = await exponentIn(context);
  if (!exponent.ok) return exponent;
  const header = openHeader();
  const report = openReport(header);
  const batch = openBatch();
  const finishBatch = openBatchImport(context, report, options);
  const source = { file, charset, header, exponent: exponent.value, pause: context.pause };
  try {
    for await (const { read, errors, warnings } of readProducts(source)) {
      report.warn(warnings);
      if (read === null) {
        report.fail(errors);
        continue;
      }
      if (batch.isFullWith(read)) {
        const finished = await finishBatch(batch.take());
        if (!finished.ok) return finished;
      }
      batch.add(read);
    }
  } catch (error) {
    if (error instanceof UnreadableCsv) return refused(refusal("invalid-csv", error.message));
    throw error;
  }
  const finished = await finishBatch(batch.take());
  return finished.ok ? ok(report.finish()) : finished;
}

/** Sends products to the tenant's object, and reports what became of them. */
function openBatchImport(
  context: ImportContext,
  report: ReturnType<typeof openReport>,
  options: Pick<ImportRequest, "duplicateSkus" | "dryRun">,
) {
  const claims = openClaims(options);
  return async (reads: readonly ReadProduct[]): Promise<Result<null>> => {
    if (reads.length === 0) return ok(null);
    const inputs = reads.map(({ product }) => ({ product, ...options }));
    const results = await context.invokeAll(importProduct, inputs);
    for (const [index, sent] of results.entries()) {
      const read = reads[index];
      if (read === undefined) throw new Error("more results than products");
      const result = sent.ok ? claims.check(read.product, sent.value) : sent;
      if (result.ok) {
        report.count(result.value.outcome);
        report.warn(result.value.clearedSkus.map((variant) => clearedSku(read, variant)));
      } else if (endsBatch(result.refusal.code)) return result;
      else report.fail(placesOf(result.refusal, read));
    }
    return ok(null);
  };
}
