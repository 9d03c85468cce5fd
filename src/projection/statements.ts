import { getTableColumns, getTableName } from "drizzle-orm";
import { getTableConfig, type SQLiteTable } from "drizzle-orm/sqlite-core";
import { byteLength } from "../kernel/json.ts";
import type { Statement } from "../kernel/storage/storage.ts";
import { generationColumn, ofPosition } from "./rebuild/generation.ts";

/** A row keyed by the table's property names. JSON columns contain text. */
type ViewRow<Table extends SQLiteTable> = Table["$inferInsert"];

/** D1 allows 2 MB for one bound parameter. Rows are split well below that. */
const maxJsonBytes = 900_000;

/**
 * Writes many rows with one parameter: a JSON array that the database expands. A row only replaces a row with
 * a smaller `version`, so replays and late events can't move it back. A row from before a restore is always
 * replaced.
 */
export function upsertNewer<Table extends SQLiteTable>(
  table: Table,
  rows: readonly ViewRow<Table>[],
): readonly Statement[] {
  const { name, columns, keys, hasGeneration } = describe(table, "?2");
  const updates = columns
    .filter(({ sql }) => !keys.includes(sql))
    .map(({ sql }) => `${sql} = excluded.${sql}`);
  return chunks(rows).map((json) => ({
    sql: `INSERT INTO ${name} (${columns.map(({ sql }) => sql).join(", ")})
SELECT ${columns.map(({ path }) => path).join(", ")} FROM json_each(?1) AS row WHERE true
ON CONFLICT (${keys.join(", ")}) DO UPDATE SET ${updates.join(", ")}
WHERE excluded.version > ${name}.version - ?3${hasGeneration ? ` OR ${name}.generation < ${ofPosition("epoch_generation", "?2")}` : ""}`,
    params: [json],
    generationBinding: "owner-and-leeway" as const,
  }));
}

/** Writes rows that never change. An existing row is overwritten with the same values. */
export function insertRows<Table extends SQLiteTable>(
  table: Table,
  rows: readonly ViewRow<Table>[],
): readonly Statement[] {
  const { name, columns, hasGeneration } = describe(table, "?2");
  return chunks(rows).map((json) => ({
    sql: `INSERT OR REPLACE INTO ${name} (${columns.map(({ sql }) => sql).join(", ")})
SELECT ${columns.map(({ path }) => path).join(", ")} FROM json_each(?1) AS row`,
    params: [json],
    ...generationFor(hasGeneration),
  }));
}

/**
 * For a table whose rows form one list per tenant. The rows of the newest version are the whole list. Older
 * rows were removed from the list, or were written late.
 */
export function keepNewest(table: SQLiteTable, tenantId: string): Statement {
  const name = getTableName(table);
  const present = `generation >= ${ofPosition("epoch_generation", "?2")}`;
  return {
    sql: `DELETE FROM ${name} WHERE tenant_id = ?1 AND (NOT (${present})
OR version < (SELECT max(version) FROM ${name} WHERE tenant_id = ?1 AND ${present}))`,
    params: [tenantId],
    generationBinding: "owner",
  };
}

/** How a table's rows refer to a parent row. */
export interface ParentLink {
  readonly table: SQLiteTable;
  /** The child's property with the parent's id. */
  readonly property: string;
  /** The child has an index on the tenant and that column, named `<child>_<index>`. */
  readonly index: string;
}

/** A parent that was just written, and its version. */
export interface WrittenParent {
  readonly id: string;
  readonly version: number;
}

/**
 * Replaces the child rows of parents that were just written. Deletes the rows of older versions, and of the
 * same version if a rebuild writes it again, and inserts the new rows. Applies only to a parent whose row has
 * exactly the version that was to be written: a parent with a newer version already has the child rows of
 * that version.
 */
export function replaceChildren<Table extends SQLiteTable>(
  table: Table,
  parent: ParentLink,
  tenantId: string,
  written: readonly WrittenParent[],
  rows: readonly ViewRow<Table>[],
): readonly Statement[] {
  const { name, columns, hasGeneration } = describe(table, "?3");
  const link = columns.find(({ property }) => property === parent.property);
  if (link === undefined) throw new Error(`${name} has no ${parent.property}`);
  const parentName = getTableName(parent.table);
  const remove: Statement = {
    // INDEXED BY is needed: without statistics, SQLite assumes ten rows per tenant, and would read them all.
    sql: `DELETE FROM ${name} INDEXED BY ${name}_${parent.index}
WHERE tenant_id = ?1 AND ${link.sql} IN (SELECT parent.id FROM json_each(?2) AS one
  CROSS JOIN ${parentName} AS parent ON parent.tenant_id = ?1 AND parent.id = json_extract(one.value, '$[0]')
  AND parent.version = json_extract(one.value, '$[1]'))
AND (version < (SELECT version + ?4 FROM ${parentName} WHERE tenant_id = ?1 AND id = ${name}.${link.sql})
  ${hasGeneration ? `OR generation < ${ofPosition("epoch_generation", "?3")}` : ""})`,
    params: [tenantId, JSON.stringify(written.map(({ id, version }) => [id, version]))],
    generationBinding: "owner-and-leeway",
  };
  const insert = chunks(rows).map((json) => ({
    sql: `INSERT OR REPLACE INTO ${name} (${columns.map(({ sql }) => sql).join(", ")})
SELECT ${columns.map(({ path }) => path).join(", ")} FROM json_each(?2) AS row
CROSS JOIN ${parentName} AS parent ON parent.tenant_id = ?1 AND parent.id = ${link.path}
AND parent.version = json_extract(row.value, '$.version')`,
    params: [tenantId, json],
    ...generationFor(hasGeneration),
  }));
  return [remove, ...insert];
}

/** A table's columns and the SQL for their values. The generation comes from the position of `owner`. */
function describe(table: SQLiteTable, owner: string) {
  const columns = Object.entries(getTableColumns(table)).map(([property, column]) => ({
    property,
    sql: column.name,
    path:
      property === generationColumn
        ? ofPosition("generation", owner)
        : `json_extract(row.value, '$.${property}')`,
  }));
  const [composite] = getTableConfig(table).primaryKeys;
  const keyColumns =
    composite?.columns ?? Object.values(getTableColumns(table)).filter(({ primary }) => primary);
  const keys = keyColumns.map((column) => column.name);
  const hasGeneration = columns.some(({ property }) => property === generationColumn);
  return { name: getTableName(table), columns, keys, hasGeneration };
}

function generationFor(hasGeneration: boolean): Pick<Statement, "generationBinding"> {
  return hasGeneration ? { generationBinding: "owner" } : {};
}

function chunks(rows: readonly object[]): readonly string[] {
  const texts: string[][] = [];
  let total = 0;
  for (const text of rows.map((row) => JSON.stringify(row))) {
    const bytes = byteLength(text) + 1;
    const current = texts.at(-1);
    if (current === undefined || total + bytes > maxJsonBytes) {
      texts.push([text]);
      total = bytes;
    } else {
      current.push(text);
      total += bytes;
    }
  }
  return texts.map((chunk) => `[${chunk.join(",")}]`);
}
