import type { Row, Statement } from "../../../src/kernel/storage/storage.ts";
import { type LocalReadModel, openReadModel } from "../../support/node/read-model.ts";

/** A read model that measures the largest answer of one statement, in characters. */
export function openMetered(): { readonly readModel: LocalReadModel; largest(): number } {
  const readModel = openReadModel();
  let largest = 0;
  const measure = (rows: readonly Row[]) => {
    const values = rows.flatMap((row) => Object.values(row));
    largest = Math.max(
      largest,
      values.reduce<number>((sum, value) => sum + String(value).length, 0),
    );
    return rows;
  };
  const metered: LocalReadModel = {
    ...readModel,
    all: async (statement: Statement) => measure(await readModel.all(statement)),
    batch: async (statements) => (await readModel.batch(statements)).map(measure),
  };
  return {
    readModel: metered,
    largest() {
      const measured = largest;
      largest = 0;
      return measured;
    },
  };
}
