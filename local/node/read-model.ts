import type { DatabaseSync } from "node:sqlite";
import type { ReadModel, Row, Statement } from "../../src/kernel/storage/storage.ts";
import { createStatements } from "./statements.ts";

/** A read model on node:sqlite. As in D1, a batch is one transaction. */
export function createReadModel(sqlite: DatabaseSync): ReadModel {
  const statements = createStatements(sqlite);
  const query = ({ sql, params }: Statement): readonly Row[] => {
    const { names, arrays } = statements.query(sql, params);
    return arrays.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index]])) as Row);
  };
  return {
    all: async (statement) => query(statement),
    async batch(batch) {
      sqlite.exec("SAVEPOINT batch");
      try {
        const results = batch.map(query);
        sqlite.exec("RELEASE batch");
        return results;
      } catch (error) {
        sqlite.exec("ROLLBACK TO batch; RELEASE batch");
        throw error;
      }
    },
  };
}
