import { currencySchema, exponentOf } from "../../../kernel/money.ts";
import { type PointedError, type Refusal, refusal } from "../../../kernel/problem.ts";
import { ok, type Result, refused } from "../../../kernel/result.ts";
import type { Services } from "../../../kernel/route.ts";
import { pointedErrors } from "../../../kernel/validation.ts";
import { importProduct } from "./command.ts";
import { type CsvRow, readCsv, UnreadableCsv } from "./csv.ts";
import { type ImportError, type ImportReport, importedProduct } from "./schema.ts";
import { type ReadProduct, readShopifyProduct } from "./shopify.ts";

/** Products in one turn of the tenant's object, at some three milliseconds each; its other requests come in between. */
const turnLength = 10;
/** A call to the object carries far more; this keeps a turn short. */
const turnBytesAtMost = 512 * 1024;
const mostErrors = 1_000;
/** Variants and images of one product, each on a row of its own. */
const mostRows = 600;

/** Takes in a file as it arrives. Good products go in; a bad row keeps only its own product out. */
export async function runImport(
  services: Services,
  bytes: ReadableStream<Uint8Array>,
): Promise<Result<ImportReport>> {
  const tenant = await services.tenant();
  if (!tenant.ok) return tenant;
  const exponent = exponentOf(currencySchema.parse(tenant.value.defaultCurrency));
  const report = { created: 0, updated: 0, unchanged: 0, failed: 0, errors: [] as ImportError[] };
  const fail = (errors: readonly ImportError[]) => {
    report.failed += 1;
    report.errors.push(...errors.slice(0, mostErrors - report.errors.length));
  };
  let turn: ReadProduct[] = [];
  let turnBytes = 0;
  const finishTurn = async () => {
    const results = await services.executeAll(
      importProduct,
      turn.map(({ product }) => product),
    );
    results.forEach((result, index) => {
      const read = turn[index];
      if (result.ok) report[result.value] += 1;
      else if (read !== undefined) fail(errorsOf(result.refusal.errors, result.refusal, read));
    });
    turn = [];
    turnBytes = 0;
  };
  const badRecord = (line: number, detail: string) =>
    fail([{ line, field: "", code: "invalid-csv", detail }]);
  try {
    for await (const rows of productsIn(readCsv(bytes, "Handle", badRecord))) {
      const read = readShopifyProduct(rows, exponent);
      const errors = [...read.errors, ...schemaErrors(read)];
      if (errors.length > 0) {
        fail(errors);
        continue;
      }
      turn.push(read);
      turnBytes += JSON.stringify(read.product).length;
      if (turn.length >= turnLength || turnBytes >= turnBytesAtMost) await finishTurn();
    }
  } catch (error) {
    if (error instanceof UnreadableCsv) return refused(refusal("invalid-csv", error.message));
    throw error;
  }
  if (turn.length > 0) await finishTurn();
  return ok(report);
}

/** Rows that follow one another with the same handle are one product; a row without a handle goes on with the last. */
async function* productsIn(rows: AsyncIterable<CsvRow>): AsyncGenerator<readonly CsvRow[]> {
  let product: CsvRow[] = [];
  for await (const row of rows) {
    const handle = row.cells.Handle?.trim();
    const [first] = product;
    if (first !== undefined && handle !== "" && first.cells.Handle?.trim() !== handle) {
      yield product;
      product = [];
    }
    // Enough to see that it is too many; the rest of an endless product is not kept.
    if (product.length <= mostRows) product.push(row);
  }
  if (product.length > 0) yield product;
}

/** What the object would refuse as unreadable is found here, before anything is sent. */
function schemaErrors(read: ReadProduct): readonly ImportError[] {
  const parsed = importedProduct.safeParse(read.product);
  if (parsed.success) return [];
  return errorsOf(
    pointedErrors(parsed.error, ""),
    refusal("validation-failed", "The product cannot be read."),
    read,
  );
}

function errorsOf(
  errors: readonly PointedError[] | undefined,
  refused: Refusal,
  read: ReadProduct,
): readonly ImportError[] {
  const places = errors ?? [{ pointer: "", code: refused.code, detail: refused.detail }];
  return places.map(({ pointer, code, detail }) => ({ ...placeOf(pointer, read), code, detail }));
}

/** Where in the file a place of the product stands. */
function placeOf(pointer: string, read: ReadProduct): { readonly line: number; readonly field: string } {
  const [, collection, index, field = ""] = pointer.split("/");
  if (collection !== "variants")
    return { line: read.firstLine, field: productColumns[collection ?? ""] ?? "Handle" };
  const line = read.variantLines[Number(index)] ?? read.firstLine;
  return { line, field: variantColumns[field] ?? "Option1 Value" };
}

const productColumns: Readonly<Record<string, string>> = {
  title: "Title",
  translations: "Handle",
  description: "Body (HTML)",
  vendor: "Vendor",
  type: "Type",
  tags: "Tags",
  images: "Image Src",
  options: "Option1 Name",
  seo: "SEO Title",
};

const variantColumns: Readonly<Record<string, string>> = {
  sku: "Variant SKU",
  barcode: "Variant Barcode",
  prices: "Variant Price",
  amount: "Variant Price",
  stocked: "Variant Inventory Qty",
  weight: "Variant Grams",
};
