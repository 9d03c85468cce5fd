import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";

/** Statements of one database, prepared once each. */
export interface Statements {
  /** Runs a statement to its end; rows come as arrays beside the names of their columns. */
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

/** Statements that are kept; a program has fewer, unless it writes values into their text. */
const mostKept = 500;

export function createStatements(sqlite: DatabaseSync): Statements {
  const preparedBySql = new Map<string, Prepared>();
  const prepare = (sql: string): Prepared => {
    const known = preparedBySql.get(sql);
    if (known !== undefined) return known;
    const statement = sqlite.prepare(sql);
    statement.setReturnArrays(true);
    const prepared = { statement, names: statement.columns().map(({ name }) => name) };
    if (preparedBySql.size >= mostKept) preparedBySql.clear();
    preparedBySql.set(sql, prepared);
    return prepared;
  };
  return {
    query(sql, params) {
      const { statement, names } = prepare(sql);
      // With `setReturnArrays` every row is an array of its columns' values; the types do not follow it.
      return { names, arrays: statement.all(...params) as unknown as readonly (readonly unknown[])[] };
    },
  };
}
