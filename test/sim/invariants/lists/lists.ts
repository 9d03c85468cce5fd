import { z } from "zod";

/** A list of a tenant, and a query of what it must show: ids, and rows with everything that its order depends on. */
export interface List {
  readonly name: string;
  readonly input: object;
  readonly rows: string;
}

const products =
  "SELECT id, version || state AS row FROM products WHERE tenant_id = ?1 AND deleted_at IS NULL";
const published = `${products} AND status = 'active'`;
const variants = `SELECT v.value ->> 'id' AS id, version || state AS row FROM products, json_each(state, '$.variants') AS v
WHERE tenant_id = ?1 AND deleted_at IS NULL`;
const orders = "SELECT id, version || state AS row FROM orders WHERE tenant_id = ?1";
const groups = (kind: string) =>
  `SELECT id, version || state AS row FROM product_groups WHERE tenant_id = ?1 AND kind = '${kind}' AND deleted_at IS NULL`;
const entries = "SELECT epoch || '/' || seq AS id, at AS row FROM audit WHERE tenant_id = ?1";

/** The lists that clients walk, each in some orders. */
export const lists: readonly List[] = [
  ...["-createdAt", "createdAt", "-updatedAt", "title", "-title"].map((sort) => ({
    name: "catalogue.listProducts",
    input: { sort },
    rows: products,
  })),
  ...["relevance", "newest", "price", "-price", "title"].map((sort) => ({
    name: "catalogue.listStoreProducts",
    input: { sort },
    rows: published,
  })),
  { name: "catalogue.listVariants", input: {}, rows: variants },
  { name: "orders.listOrders", input: {}, rows: orders },
  ...["createdAt", "-updatedAt", "title"].map((sort) => ({
    name: "catalogue.listCollections",
    input: { sort },
    rows: groups("collection"),
  })),
  { name: "catalogue.listCategories", input: { sort: "-title" }, rows: groups("category") },
  { name: "audit.readEntries", input: {}, rows: entries },
];

const item = z.union([
  z.looseObject({ id: z.string() }).transform(({ id }) => id),
  z.looseObject({ epoch: z.int(), seq: z.int() }).transform(({ epoch, seq }) => `${epoch}/${seq}`),
]);

/** What tells an item of a list from the others. */
export function idOf(shown: unknown): string {
  return item.parse(shown);
}
