import { csvOf } from "../../src/kernel/csv/write-csv.ts";
import { columnsOf } from "../../src/modules/product-files/shopify/write-product.ts";
import { type Generated, generateProduct } from "./products.ts";
import { collections, kinds } from "./words.ts";

/** The shop to fill: over HTTP, or in the files of a stopped platform. */
export interface Target {
  /** The shop's locales, the default first. */
  locales(): Promise<readonly string[]>;
  /** Imports a CSV file of products. */
  importProducts(csv: string): Promise<void>;
  /** Product ids by handle. Handles without a product are missing. */
  idsOf(handles: readonly string[]): Promise<ReadonlyMap<string, string>>;
  translate(productId: string, text: { locale: string; title: string; description: string }): Promise<void>;
  /**
   * Creates a collection or category. Returns null if the handle is taken, because an earlier run created it.
   */
  makeGroup(kind: GroupKind, title: string, handle: string): Promise<string | null>;
  setProducts(kind: GroupKind, id: string, productIds: readonly string[]): Promise<void>;
  /** Waits until everything is in the read model. */
  finish(): Promise<void>;
}

export type GroupKind = "collection" | "category";

export interface FillOptions {
  readonly seed: number;
  readonly products: number;
  readonly onProgress: (done: number) => void;
}

/** Products per file. Keeps a file below 1 MiB, up to which an import ends before its answer. */
const productsPerFile = 250;
/** Members per collection or category. The limit is 10,000. */
const maxMembers = 5_000;

/** Fills a shop. The same seed gives the same content. Existing content stays. */
export async function fill(target: Target, { seed, products, onProgress }: FillOptions): Promise<void> {
  const [, otherLocale] = await target.locales();
  const members = new Map<string, string[]>();
  for (let start = 0; start < products; start += productsPerFile) {
    const length = Math.min(productsPerFile, products - start);
    const batch = Array.from({ length }, (_, index) => generateProduct(seed, start + index));
    await target.importProducts(csvOfProducts(batch));
    const idByHandle = await target.idsOf(batch.map(({ handle }) => handle));
    for (const [index, { handle, category, translation }] of batch.entries()) {
      const id = idByHandle.get(handle);
      if (id === undefined) throw new Error(`${handle} was imported, but the shop has no such product`);
      if (translation !== null && otherLocale !== undefined)
        await target.translate(id, { locale: otherLocale, ...translation });
      join(members, `category/${category}`, id);
      if ((start + index) % 7 === 0)
        join(members, `collection/${collections[(start + index) % collections.length]}`, id);
    }
    onProgress(start + length);
  }
  const categories = [...new Set(kinds.map(({ category }) => category))];
  await makeGroups(target, "category", categories, seed, members);
  await makeGroups(target, "collection", collections, seed, members);
  await target.finish();
}

async function makeGroups(
  target: Target,
  kind: GroupKind,
  titles: readonly string[],
  seed: number,
  members: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  for (const title of titles) {
    const handle = `g${seed}-${title.toLowerCase().replaceAll(" ", "-")}`;
    const id = await target.makeGroup(kind, title, handle);
    if (id !== null) await target.setProducts(kind, id, members.get(`${kind}/${title}`) ?? []);
  }
}

function join(members: Map<string, string[]>, name: string, id: string): void {
  const list = members.get(name) ?? [];
  if (list.length < maxMembers) list.push(id);
  members.set(name, list);
}

function csvOfProducts(products: readonly Generated[]): string {
  const columns = columnsOf(0).filter((column) => column !== "Exported Inventory Qty");
  const rows = products.flatMap(({ rows }) => rows);
  return csvOf([columns, ...rows.map((cells) => columns.map((column) => cells[column] ?? ""))]);
}
