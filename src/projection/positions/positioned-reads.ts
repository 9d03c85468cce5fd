import { readModelName } from "../../kernel/delivery/subscription.ts";
import type { ReadPosition } from "../../kernel/read/position.ts";
import type { ReadModel, Row, Statement } from "../../kernel/storage/storage.ts";
import { positionIn, readPosition } from "./positions.ts";

/** A read model that finds out, with the first read, which position it had then. */
export interface PositionedReads {
  readonly model: ReadModel;
  /** Null before the first read. Later reads of the same answer see at least this much. */
  readonly position: () => ReadPosition | null;
}

/** Adds the position of a tenant to the first round trip. A batch is one transaction, so both are of one moment. */
export function positionedReads(inner: ReadModel, tenantId: string): PositionedReads {
  let position: ReadPosition | null = null;
  const batch = async (statements: readonly Statement[]): Promise<readonly (readonly Row[])[]> => {
    if (position !== null) return inner.batch(statements);
    const [[row] = [], ...results] = await inner.batch([
      readPosition(tenantId, readModelName),
      ...statements,
    ]);
    position ??= positionIn(row);
    return results;
  };
  return {
    model: {
      async all(statement) {
        if (position !== null) return inner.all(statement);
        const [rows = []] = await batch([statement]);
        return rows;
      },
      batch,
    },
    position: () => position,
  };
}
