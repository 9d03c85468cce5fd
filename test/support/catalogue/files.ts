import { exportProducts } from "../../../src/modules/product-files/export/workflows.ts";
import type { ImportRequest } from "../../../src/modules/product-files/import/run/run.ts";
import { importProducts } from "../../../src/modules/product-files/import/workflows.ts";
import { openInvoker } from "../invoker.ts";
import type { Shop } from "../node/shop.ts";

/** A file that arrives in chunks with arbitrary boundaries. */
export function streamOf(csv: string | Uint8Array, pieceLength: number): ReadableStream<Uint8Array> {
  const bytes = typeof csv === "string" ? new TextEncoder().encode(csv) : csv;
  let at = 0;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at + pieceLength));
      at += pieceLength;
    },
  });
}

/** How a file is imported, where not as by default. */
export type ImportOptions = Partial<Omit<ImportRequest, "file">>;

/** Imports a file in chunks. */
export async function importFile(
  shop: Shop,
  csv: string | Uint8Array,
  pieceLength = 1_000,
  options: ImportOptions = {},
) {
  const result = await sendFile(shop, csv, pieceLength, options);
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
}

/** Imports a file in chunks, which may be refused. */
export function sendFile(
  { platform, tenant }: Shop,
  csv: string | Uint8Array,
  pieceLength = 1_000,
  options: ImportOptions = {},
) {
  const defaults = { charset: null, duplicateSkus: "refuse", dryRun: false } as const;
  const file = streamOf(csv, pieceLength);
  return openInvoker(platform, tenant)(importProducts, { ...defaults, ...options, file });
}

/** Brings the read model up to date and exports the shop's catalogue as a file. */
export async function exportFile({ platform, tenant }: Shop): Promise<string> {
  await platform.deliverAll();
  const result = await openInvoker(platform, tenant)(exportProducts, {});
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return (await Array.fromAsync(result.value)).join("");
}
