import { Broken } from "../../violation.ts";
import type { Database } from "../../world/database/read-model.ts";
import type { World } from "../../world/world.ts";
import { idOf, type List, lists } from "./lists.ts";
import { readerOf } from "./reader.ts";

/** Lists that clients read page by page, each page in a step of its own. */
export interface WalkWatch {
  /** Reads the next page of a tenant's list, or the first. Without a list, goes on with the latest one that was begun. */
  readonly step: (
    tenantId: string,
    which: number | null,
    limit: number,
  ) => Promise<"more" | "last" | "nothing">;
  /** The tenant's object was restored: its rows may get earlier versions. */
  readonly putBack: (tenantId: string) => void;
}

interface Walk {
  after: unknown;
  /** Rows as they were when the walk began. */
  readonly first: ReadonlyMap<string, string>;
  /** Rows as they were when they were shown. */
  readonly seen: Map<string, string>;
}

export function createWalkWatch({ database, registry }: Pick<World, "database" | "registry">): WalkWatch {
  const walks = new Map<string, Walk>();
  const read = readerOf(database, registry.modules);
  return {
    async step(tenantId, which, limit) {
      const latest = [...walks.keys()].findLast((key) => key.startsWith(tenantId));
      const key = which === null ? latest : `${tenantId} ${which}`;
      const list = lists[Number(key?.split(" ")[1])];
      if (key === undefined || list === undefined) return "nothing";
      const walk = walks.get(key) ?? {
        after: null,
        first: listed(database, list, tenantId),
        seen: new Map(),
      };
      walks.set(key, walk);
      const { items, next } = await read(list, tenantId, { after: walk.after, limit });
      see(list, walk, items, listed(database, list, tenantId));
      walk.after = next;
      if (next !== null) return "more";
      walks.delete(key);
      judge(list, walk, listed(database, list, tenantId));
      return "last";
    },
    putBack(tenantId) {
      for (const key of walks.keys()) if (key.startsWith(tenantId)) walks.delete(key);
    },
  };
}

/** Walks every list when nothing changes: each row must be shown exactly once. */
export async function checkLists({ database, registry, hosts }: World): Promise<void> {
  const read = readerOf(database, registry.modules);
  for (const { tenantId } of hosts)
    for (const list of lists) {
      const rows = listed(database, list, tenantId);
      const walk: Walk = { after: null, first: rows, seen: new Map() };
      do {
        const { items, next } = await read(list, tenantId, { after: walk.after, limit: 3 });
        see(list, walk, items, rows);
        walk.after = next;
      } while (walk.after !== null);
      judge(list, walk, rows);
      const extra = [...walk.seen.keys()].find((id) => !rows.has(id));
      if (extra !== undefined) throw new Broken("a list shows what there is", `${list.name} shows ${extra}`);
    }
}

function see(list: List, { seen }: Walk, items: readonly unknown[], rows: ReadonlyMap<string, string>): void {
  for (const id of items.map(idOf)) {
    const row = rows.get(id) ?? "";
    if (seen.get(id) === row)
      throw new Broken(
        "a list that is walked shows no row twice",
        `${list.name} ${JSON.stringify(list.input)}: ${id}`,
      );
    seen.set(id, row);
  }
}

/** A row that was there all the time, as it is, must have been shown. */
function judge(list: List, { first, seen }: Walk, last: ReadonlyMap<string, string>): void {
  for (const [id, row] of last)
    if (first.get(id) === row && !seen.has(id))
      throw new Broken(
        "a list that is walked loses no row",
        `${list.name} ${JSON.stringify(list.input)}: ${id}`,
      );
}

function listed({ sqlite }: Database, { rows }: List, tenantId: string): ReadonlyMap<string, string> {
  return new Map(sqlite.rows(rows, tenantId).map(({ id, row }) => [String(id), String(row)]));
}
