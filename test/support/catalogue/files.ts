import { exportProducts } from "../../../src/modules/product-files/export/workflows.ts";
import { importProducts } from "../../../src/modules/product-files/import/workflows.ts";
import { openInvoker } from "../invoker.ts";
import type { Shop } from "../node/shop.ts";

/** A file that arrives in chunks with arbitrary boundaries. */
export function streamOf(csv: string, pieceLength: number): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(csv);
  let at = 0;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at + pieceLength));
      at += pieceLength;
    },
  });
}

/** Imports a file in chunks. */
export async function importFile({ platform, tenant }: Shop, csv: string, pieceLength = 1_000) {
  const file = streamOf(csv, pieceLength);
  const result = await openInvoker(platform, tenant)(importProducts, { file });
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
}

/** Brings the read model up to date and exports the shop's catalogue as a file. */
export async function exportFile({ platform, tenant }: Shop): Promise<string> {
  await platform.deliverAll();
  const result = await openInvoker(platform, tenant)(exportProducts, {});
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return (await Array.fromAsync(result.value)).join("");
}
