import { snapshotType } from "../../../../src/kernel/delivery/rebuild.ts";
import type { Module } from "../../../../src/kernel/module.ts";
import { defineModule } from "../../../../src/kernel/module.ts";
import type { Envelope } from "../../../../src/kernel/write/event.ts";

/** How often each event took effect. It must be once, so a second time is counted and not ignored. */
export const effectsTable = `CREATE TABLE sim_effects (
  tenant_id TEXT NOT NULL, id TEXT NOT NULL, epoch INTEGER NOT NULL, seq INTEGER NOT NULL, times INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sim_effects_seq ON sim_effects (tenant_id, epoch, seq);
CREATE INDEX sim_effects_twice ON sim_effects (times) WHERE times > 1;`;

/** A view that counts how often each event is applied. */
export function tallyOf(modules: readonly Module[]): Module {
  const consumes = modules.flatMap(({ events }) => events.map(({ type }) => type));
  return defineModule({
    name: "tally",
    views: [
      {
        name: "tally",
        consumes,
        tables: [],
        project: (run, tenantId) => [
          {
            sql: `INSERT INTO sim_effects (tenant_id, id, epoch, seq, times)
SELECT ?1, json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'), 1 FROM json_each(?2) WHERE true
ON CONFLICT DO UPDATE SET times = times + 1`,
            params: [
              tenantId,
              JSON.stringify(run.filter(isOfLog).map(({ id, epoch, seq }) => [id, epoch, seq])),
            ],
          },
        ],
      },
    ],
  });
}

/** Snapshots describe a state and are not part of the log. */
function isOfLog({ type }: Envelope): boolean {
  return type !== snapshotType;
}
