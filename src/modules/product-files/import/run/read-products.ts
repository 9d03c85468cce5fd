import type { WorkflowContext } from "../../../../kernel/operation/workflow.ts";
import { currencySchema, exponentOf } from "../../../../kernel/values/money.ts";
import { ok, type Result } from "../../../../kernel/values/result.ts";
import { readCsv } from "../../csv/read-csv.ts";
import type { Header } from "../../shopify/header.ts";
import { type ReadProduct, readShopifyProduct } from "../../shopify/read-product.ts";
import type { FileError } from "../../shopify/schema.ts";
import { groupByProduct, type RowGroup } from "./groups.ts";
import { openTurns } from "./turns.ts";
import { validateProduct } from "./validate.ts";

/** A product file while it is read. */
export interface ProductSource {
  readonly file: ReadableStream<Uint8Array>;
  readonly charset: string | null;
  readonly header: Header;
  /** The decimals of the tenant's default currency. */
  readonly exponent: number;
  readonly pause: () => Promise<void>;
}

/** A product of a file, and what is wrong with it. */
export interface CheckedProduct {
  /** Null if the product is kept out. */
  readonly read: ReadProduct | null;
  readonly errors: readonly FileError[];
  readonly warnings: readonly FileError[];
}

/** Reads a file while it arrives, product by product. Throws if it is no readable CSV. */
export async function* readProducts(source: ProductSource): AsyncGenerator<CheckedProduct> {
  const { file, charset, header, exponent, pause } = source;
  const turns = openTurns(pause);
  for await (const group of groupByProduct(readCsv(file, charset, header.read, turns.parsed))) {
    const read = readShopifyProduct(group.rows, exponent);
    await turns.check(read);
    const valid = validateProduct(read);
    const errors = [...splitErrors(group), ...read.errors, ...valid.errors];
    yield {
      read: errors.length > 0 ? null : valid.read,
      errors,
      warnings: [...read.warnings, ...valid.warnings],
    };
  }
}

/** The decimals of the tenant's default currency, in which files state prices. */
export async function exponentIn({ tenant }: Pick<WorkflowContext, "tenant">): Promise<Result<number>> {
  const known = await tenant();
  return known.ok ? ok(exponentOf(currencySchema.parse(known.value.defaultCurrency))) : known;
}

/** Refuses a second group of the same handle: each group alone would be an incomplete product. */
function splitErrors({ rows, before }: RowGroup): readonly FileError[] {
  const [first] = rows;
  if (before === null || first === undefined) return [];
  const detail = `The rows of a product must be consecutive. Line ${before} has the same handle.`;
  return [{ line: first.line, field: "Handle", code: "duplicate-handle", detail }];
}
