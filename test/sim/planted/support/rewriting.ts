import type { ReadModel, Statement } from "../../../../src/kernel/storage/storage.ts";
import type { Wiring } from "../../world/wiring.ts";

/** A read model that rewrites every statement of the projector. */
export function rewriting(rewrite: (sql: string) => string): Pick<Wiring, "projectorDeps"> {
  const changed = ({ sql, params }: Statement): Statement => ({ sql: rewrite(sql), params });
  return {
    projectorDeps: (deps) => {
      const readModel: ReadModel = {
        all: deps.readModel.all,
        batch: (statements) => deps.readModel.batch(statements.map(changed)),
      };
      return { ...deps, readModel };
    },
  };
}

/** Moves a position without comparing the old one first. */
export const uncompared = rewriting((sql) =>
  sql.replace("CASE WHEN positions.epoch = ?3 AND positions.seq = ?4 THEN ?5 ELSE NULL END", "?5"),
);
