import { z } from "zod";
import { platformToken } from "../../../src/kernel/access/actor.ts";
import { exportProducts } from "../../../src/modules/product-files/export/workflows.ts";
import type { ImportRequest } from "../../../src/modules/product-files/import/run/run.ts";
import { importProducts } from "../../../src/modules/product-files/import/workflows.ts";
import { importInventory } from "../../../src/modules/product-files/inventory/workflows.ts";
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

/** Imports an inventory file in chunks, which may be refused. */
export function sendInventory({ platform, tenant }: Shop, csv: string | Uint8Array, dryRun = false) {
  const file = streamOf(csv, 100);
  return openInvoker(platform, tenant)(importInventory, { file, charset: null, dryRun });
}

/** Imports an inventory file in chunks. */
export async function importInventoryFile(shop: Shop, csv: string | Uint8Array, dryRun = false) {
  const result = await sendInventory(shop, csv, dryRun);
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

/** The report of importing an export that changes nothing, but for the number of products. */
export const cleanReport = {
  created: 0,
  updated: 0,
  unchanged: 0,
  failed: 0,
  errors: [],
  warnings: [],
  // They are for other programs.
  ignoredColumns: ["Variant Fulfillment Service", "Variant Taxable", "Gift Card", "Variant Weight Unit"],
};

/** Every product of a shop, by title. */
export function productsOf(shop: Shop): Readonly<Record<string, Product>> {
  const rows = shop.tenant.storage.rows("SELECT id FROM products ORDER BY id");
  const products = rows.map(({ id }) => {
    const asked = { query: "catalogue.readProduct", input: { id }, actor: platformToken };
    const answer = shop.tenant.core.ask(asked);
    if (!answer.ok) throw new Error(answer.refusal.detail);
    return product.parse(answer.value);
  });
  return Object.fromEntries(products.map((one) => [one.title, one]));
}

const product = z.looseObject({
  id: z.string(),
  title: z.string(),
  handle: z.string(),
  status: z.string(),
  type: z.string().nullable(),
  options: z.array(z.unknown()),
  images: z.array(z.looseObject({ url: z.string() })),
  variants: z.array(
    z.looseObject({ sku: z.string().nullable(), title: z.string(), weight: z.int().nullable() }),
  ),
});
type Product = z.infer<typeof product>;

/** The number of the last event. */
export const headOf = (shop: Shop) => shop.tenant.core.eventsAfter(0, 1).head;
/** A file of these rows. */
export const csv = (...rows: readonly string[]) => `${rows.join("\n")}\n`;
/** Findings of a report, as `line column code`. */
export const placed = (
  list: readonly { readonly line: number; readonly field: string; readonly code: string }[],
) => list.map(({ line, field, code }) => `${line} ${field} ${code}`);
