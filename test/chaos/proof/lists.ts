import type { StoredObject } from "../kept/files.ts";
import type { AnsweredLists } from "../workload/lists.ts";

/** Where the lists that were read over HTTP in the quiet are not what the object has. */
export function faultsInLists(
  { storage, tenantId }: StoredObject,
  lists: AnsweredLists | undefined,
): string[] {
  if (lists === undefined) return [];
  const products = storage.rows(
    "SELECT p.id, p.status, a.version FROM products AS p JOIN aggregates AS a ON a.type = 'product' AND a.id = p.id",
  );
  const active = products.filter(({ status }) => status === "active").map(({ id }) => String(id));
  const numbers = storage.rows("SELECT number FROM orders").map(({ number }) => Number(number));
  return [
    ...unlike(
      "staff's list",
      [...lists.admin].map(([id, version]) => `${id} in version ${version}`),
      products.map(({ id, version }) => `${id} in version ${version}`),
    ),
    ...unlike("the store's list", [...lists.store], active),
    ...unlike("the list of orders", [...lists.orders], numbers),
  ].map((fault) => `${fault} (${tenantId})`);
}

function unlike<Item>(list: string, shown: readonly Item[], wanted: readonly Item[]): readonly string[] {
  const [had, should] = [new Set(shown), new Set(wanted)];
  return [
    ...wanted.filter((item) => !had.has(item)).map((item) => `${list} has not ${item}`),
    ...shown.filter((item) => !should.has(item)).map((item) => `${list} should not have ${item}`),
  ].slice(0, 6);
}
