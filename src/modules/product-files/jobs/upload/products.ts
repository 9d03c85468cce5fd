import type { WorkflowContext } from "../../../../kernel/operation/workflow.ts";
import { ok, type Result } from "../../../../kernel/values/result.ts";
import { openBatch } from "../../import/run/batch.ts";
import { exponentIn, readProducts } from "../../import/run/read-products.ts";
import type { DuplicateSkus } from "../../import/schema.ts";
import { openHeader } from "../../shopify/header.ts";
import type { ReadProduct } from "../../shopify/read-product.ts";
import type { FileError } from "../../shopify/schema.ts";
import type { ProductItem } from "../items.ts";
import type { ImportJob } from "../schema.ts";
import { productUpload } from "../upload-commands.ts";
import type { OpenedFile } from "./split.ts";
import { type ItemWriter, uploadFile } from "./upload.ts";

/** Stores a product file as a job, with an item for each product. */
export async function uploadProducts(
  context: Pick<WorkflowContext, "invoke" | "invokeAll" | "tenant" | "pause">,
  opened: OpenedFile,
  {
    charset,
    ...options
  }: {
    readonly charset: string | null;
    readonly duplicateSkus: DuplicateSkus;
    readonly dryRun: boolean;
  },
): Promise<Result<ImportJob>> {
  const exponent = await exponentIn(context);
  if (!exponent.ok) return exponent;
  const header = openHeader();
  const source = { file: opened.file, charset, header, exponent: exponent.value, pause: context.pause };
  return uploadFile(context, productUpload, options, opened, header, async (writer) => {
    const items = openItems(writer);
    let key = 0;
    for await (const { read, errors, warnings } of readProducts(source)) {
      key += 1;
      writer.warn(warnings);
      const stored =
        read === null ? await writer.fail(String(key), errors) : await items.add(String(key), read);
      if (!stored.ok) return stored;
    }
    return items.finish();
  });
}

/** The bytes of a stored product. A larger one would be too large for the object in any case. */
const longestItem = 1024 * 1024;

const tooLarge = (line: number): FileError => ({
  line,
  field: "Handle",
  code: "too-large",
  detail: "The product is too large.",
});

const utf8 = new TextEncoder();

/** An item says whether a batch ends with it, which is only known when the next one comes. */
function openItems(writer: ItemWriter) {
  const batch = openBatch();
  const skus = new Set<string>();
  let waiting: Omit<ProductItem, "endsBatch"> | null = null;
  const flush = async (endsBatch: boolean): Promise<Result<null>> =>
    waiting === null ? ok(null) : writer.add({ ...waiting, endsBatch });
  return {
    async add(key: string, read: ReadProduct): Promise<Result<null>> {
      const { errors: _, warnings: __, ...content } = read;
      if (utf8.encode(JSON.stringify(content)).length > longestItem)
        return writer.fail(key, [tooLarge(read.firstLine)]);
      const stored = await flush(batch.isFullWith(read));
      if (batch.isFullWith(read)) batch.take();
      batch.add(read);
      const own = read.product.variants.map(({ sku }) => sku);
      const repeatedSkus = own.flatMap((sku, index) =>
        typeof sku === "string" && skus.has(sku) ? [index] : [],
      );
      for (const sku of own) if (typeof sku === "string") skus.add(sku);
      waiting = { key, read: content, repeatedSkus };
      return stored;
    },
    finish: () => flush(true),
  };
}
