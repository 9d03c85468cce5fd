import { csvOf } from "../../src/modules/product-files/shopify/write-csv.ts";
import { columnsOf } from "../../src/modules/product-files/shopify/write-product.ts";
import { type Generated, generateProduct } from "./products.ts";
import { collections, kinds } from "./words.ts";

/** A shop that is being filled: over HTTP, or on the files of a platform that does not run. */
export interface Target {
  /** The shop's languages, its own first. */
  locales(): Promise<readonly string[]>;
  /** Takes in a file of products. */
  importProducts(csv: string): Promise<void>;
  /** Ids of products by handle, of those that it has. */
  idsOf(handles: readonly string[]): Promise<ReadonlyMap<string, string>>;
  translate(productId: string, text: { locale: string; title: string; description: string }): Promise<void>;
  /** Makes a collection or category; null where its handle is taken, which an earlier run has done. */
  makeGroup(kind: GroupKind, title: string, handle: string): Promise<string | null>;
  setProducts(kind: GroupKind, id: string, productIds: readonly string[]): Promise<void>;
  /** Whether everything is where readers look for it. */
  finish(): Promise<void>;
}

export type GroupKind = "collection" | "category";

export interface FillOptions {
  readonly seed: number;
  readonly products: number;
  readonly onProgress: (done: number) => void;
}

/** Products of one file: well below the ten mebibytes of a request. */
const fileLength = 1_000;
/** A collection or category may have ten thousand. */
const mostMembers = 5_000;

/** Fills a shop, the same for the same seed. What is there already stays. */
export async function fill(target: Target, { seed, products, onProgress }: FillOptions): Promise<void> {
  const [, otherLocale] = await target.locales();
  const members = new Map<string, string[]>();
  for (let start = 0; start < products; start += fileLength) {
    const length = Math.min(fileLength, products - start);
    const batch = Array.from({ length }, (_, index) => generateProduct(seed, start + index));
    await target.importProducts(csvOfProducts(batch));
    const idByHandle = await target.idsOf(batch.map(({ handle }) => handle));
    for (const [index, { handle, category, translation }] of batch.entries()) {
      const id = idByHandle.get(handle);
      if (id === undefined) throw new Error(`${handle} was taken in, but is not there`);
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
  if (list.length < mostMembers) list.push(id);
  members.set(name, list);
}

function csvOfProducts(products: readonly Generated[]): string {
  const columns = columnsOf(0).filter((column) => column !== "Exported Inventory Qty");
  const rows = products.flatMap(({ rows }) => rows);
  return csvOf([columns, ...rows.map((cells) => columns.map((column) => cells[column] ?? ""))]);
}
