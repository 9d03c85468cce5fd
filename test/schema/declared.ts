import { is } from "drizzle-orm";
import { getTableConfig, SQLiteTable } from "drizzle-orm/sqlite-core";

/** What a table promises, however it is written down. */
export interface Shape {
  readonly columns: Readonly<Record<string, ColumnShape>>;
  readonly primaryKey: readonly string[];
  /** Columns of every index by its name; unique ones of a table's own making by their columns. */
  readonly indexes: Readonly<Record<string, string>>;
}

interface ColumnShape {
  readonly type: string;
  readonly notNull: boolean;
  readonly hasDefault: boolean;
}

/** The shapes of all tables that modules export. */
export function declaredIn(
  exported: readonly Readonly<Record<string, unknown>>[],
): ReadonlyMap<string, Shape> {
  const tables = exported
    .flatMap((names) => Object.values(names))
    .filter((value): value is SQLiteTable => is(value, SQLiteTable));
  return new Map([...new Set(tables)].map((table) => [getTableConfig(table).name, shapeOf(table)]));
}

function shapeOf(table: SQLiteTable): Shape {
  const { columns, primaryKeys, indexes } = getTableConfig(table);
  const composite = primaryKeys[0]?.columns.map(({ name }) => name);
  const unique = columns
    .filter(({ isUnique }) => isUnique)
    .map(({ name }) => [`unique (${name})`, described([name], true, false)] as const);
  return {
    columns: Object.fromEntries(
      columns.map((column) => [
        column.name,
        {
          type: column.getSQLType().toUpperCase(),
          notNull: column.notNull,
          hasDefault: column.default !== undefined,
        },
      ]),
    ),
    primaryKey: composite ?? columns.filter(({ primary }) => primary).map(({ name }) => name),
    indexes: Object.fromEntries([
      ...unique,
      ...indexes.map(({ config }) => {
        const names = config.columns.map((column) =>
          "name" in column ? String(column.name) : "an expression",
        );
        return [config.name, described(names, config.unique, config.where !== undefined)] as const;
      }),
    ]),
  };
}

export function described(columns: readonly string[], unique: boolean, partial: boolean): string {
  return `${unique ? "unique " : ""}(${columns.join(", ")})${partial ? " where" : ""}`;
}
