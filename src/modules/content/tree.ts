import { sql } from "drizzle-orm";
import { refusalAt } from "../../kernel/api/problem.ts";
import type { TenantDatabase } from "../../kernel/storage/storage.ts";
import { ok, type Result, refused } from "../../kernel/values/result.ts";

/** The tables of things that can be below each other. Each has an index of `parent_id`. */
export type TreeTable = "content_nodes" | "content_terms";

/** Where a thing would be put. */
export interface Place {
  /** The wanted parent and its ancestors, nearest first. Empty at the top. */
  readonly line: readonly string[];
  /** The levels that the thing has with what is below it. */
  readonly levels: number;
}

/** The place of a thing below a parent. A new thing has no id yet. */
export function placeBelow(
  database: TenantDatabase,
  table: TreeTable,
  parentId: string,
  id: string | null,
): Place {
  return {
    line: lineOf(database, table, parentId),
    levels: id === null ? 1 : levelsOf(database, table, id),
  };
}

/** More levels than any tree has. */
const most = 100;

function lineOf(database: TenantDatabase, table: TreeTable, id: string): readonly string[] {
  const rows = database.all<{ id: string }>(sql`
    WITH RECURSIVE line (id, parent_id, place) AS (
      SELECT id, parent_id, 0 FROM ${sql.raw(table)} WHERE id = ${id}
      UNION ALL SELECT above.id, above.parent_id, line.place + 1 FROM line
        CROSS JOIN ${sql.raw(table)} AS above ON above.id = line.parent_id WHERE line.place < ${most})
    SELECT id FROM line ORDER BY place`);
  return rows.map((row) => row.id);
}

function levelsOf(database: TenantDatabase, table: TreeTable, id: string): number {
  const [row] = database.all<{ levels: number }>(sql`
    WITH RECURSIVE below (id, level) AS (
      SELECT ${id}, 1 UNION ALL SELECT child.id, below.level + 1 FROM below
        CROSS JOIN ${sql.raw(`${table} AS child INDEXED BY ${table}_parent`)} ON child.parent_id = below.id
        WHERE below.level < ${most})
    SELECT max(level) AS levels FROM below`);
  return row?.levels ?? 1;
}

/** Whether something is below a thing. */
export function hasChildren(database: TenantDatabase, table: TreeTable, id: string): boolean {
  const from = sql.raw(`${table} INDEXED BY ${table}_parent`);
  return database.all(sql`SELECT 1 FROM ${from} WHERE parent_id = ${id} LIMIT 1`).length > 0;
}

/** Refuses a place below oneself, and one that is too deep. */
export function checkPlace({ line, levels }: Place, id: string | null, mostLevels: number): Result<null> {
  if (id !== null && line.includes(id))
    return refused(refusalAt("invalid-parent", "/parentId", "Nothing can be below itself."));
  if (line.length + levels <= mostLevels) return ok(null);
  return refused(refusalAt("invalid-parent", "/parentId", `There can be ${mostLevels} levels at most.`));
}
