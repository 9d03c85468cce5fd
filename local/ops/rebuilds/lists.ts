import type { Api } from "../api/api.ts";
import { counted } from "../api/shapes.ts";

/** How many items a list of the read model has. */
export interface ListCount {
  readonly list: string;
  readonly count: number;
}

/** The lists that show what a view writes. A rebuild reads one thing from the object for each item of them. */
const listsByView: Readonly<Record<string, readonly (readonly [list: string, path: string])[]>> = {
  customers: [["customers", "/v1/admin/customers"]],
  "customer-groups": [["customer groups", "/v1/admin/customer-groups"]],
  "product-groups": [
    ["collections", "/v1/admin/collections"],
    ["categories", "/v1/admin/categories"],
  ],
  // The view has the stock of each variant, which is a thing of its own.
  products: [
    ["products", "/v1/admin/products"],
    ["variants", "/v1/admin/variants"],
  ],
  "price-lists": [["price lists", "/v1/admin/price-lists"]],
  orders: [["orders", "/v1/admin/orders"]],
};

/** Counts what the lists of a view have; null for all views. */
export async function countLists(api: Api, view: string | null): Promise<readonly ListCount[]> {
  const lists = Object.entries(listsByView).flatMap(([name, of]) =>
    view === null || view === name ? of : [],
  );
  return Promise.all(
    lists.map(async ([list, path]) => {
      const { totalCount } = await api.get(path, counted, { query: { limit: 1, count: "true" } });
      return { list, count: totalCount };
    }),
  );
}

/** About how many things a rebuild will read: what is listed now, and the settings. */
export function expectedOf(lists: readonly ListCount[]): number {
  return lists.reduce((sum, { count }) => sum + count, 1);
}
