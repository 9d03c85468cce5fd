import type { ReadModelRevision } from "../../kernel/read/position.ts";
import type { ReadModel, Row, Statement } from "../../kernel/storage/storage.ts";
import { revisionIn, selectRevision } from "./cache-tags.ts";

/** A read model that finds out, with the first read, where it was then. */
export interface PositionedReads {
  readonly model: ReadModel;
  /** Null before the first read. Later reads of the same answer see at least this much. */
  readonly revision: () => ReadModelRevision | null;
}

const nothingProjected: ReadModelRevision = { epoch: 0, seq: 0, revision: 0 };

/** Adds the revision of a tenant to the first round trip. A batch is one transaction, so both are of one moment. */
export function positionedReads(inner: ReadModel, tenantId: string): PositionedReads {
  let revision: ReadModelRevision | null = null;
  const batch = async (statements: readonly Statement[]): Promise<readonly (readonly Row[])[]> => {
    if (revision !== null) return inner.batch(statements);
    const [[row] = [], ...results] = await inner.batch([selectRevision(tenantId), ...statements]);
    revision ??= revisionIn(row) ?? nothingProjected;
    return results;
  };
  return {
    model: {
      async all(statement) {
        if (revision !== null) return inner.all(statement);
        const [rows = []] = await batch([statement]);
        return rows;
      },
      batch,
    },
    revision: () => revision,
  };
}
