import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";

/** The prepared statements of one database. Each one is prepared once. */
export interface Statements {
  /** Runs a statement to completion. Returns the column names, and the rows as arrays. */
  query(sql: string, params: readonly SQLInputValue[]): Rows;
}

interface Rows {
  readonly names: readonly string[];
  readonly arrays: readonly (readonly unknown[])[];
}

interface Prepared {
  readonly statement: StatementSync;
  readonly names: readonly string[];
}

/** The cache size. A program has fewer statements, unless it writes values into their text. */
const maxPrepared = 500;

export function createStatements(sqlite: DatabaseSync): Statements {
  const preparedBySql = new Map<string, Prepared>();
  const prepare = (sql: string): Prepared => {
    const known = preparedBySql.get(sql);
    if (known !== undefined) return known;
    const statement = sqlite.prepare(sql);
    statement.setReturnArrays(true);
    const prepared = { statement, names: statement.columns().map(({ name }) => name) };
    if (preparedBySql.size >= maxPrepared) preparedBySql.clear();
    preparedBySql.set(sql, prepared);
    return prepared;
  };
  return {
    query(sql, params) {
      const { statement, names } = prepare(sql);
      // With `setReturnArrays`, each row is an array of its column values. Node's types don't reflect that.
      return { names, arrays: statement.all(...params) as unknown as readonly (readonly unknown[])[] };
    },
  };
}
