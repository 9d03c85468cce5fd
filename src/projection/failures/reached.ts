import type { LogPosition } from "../../kernel/operation/session.ts";
import type { ProjectorDeps } from "../projector.ts";
import { selectLacking, selectReached } from "./dead-letter-reads.ts";

type Deps = Pick<ProjectorDeps, "readModel" | "log">;

/**
 * Whether the views include a write. `behind`: their position is not there yet. `lacking`: it is, but an event of the
 * write, or an earlier one of the same aggregate, is an open dead letter.
 */
export async function reached(deps: Deps, write: LogPosition): Promise<"reached" | "lacking" | "behind"> {
  const { tenantId, epoch, seq } = write;
  const [row] = await deps.readModel.all(selectReached(tenantId, epoch, seq));
  if (row?.reached !== 1) return "behind";
  return row.lacking === 1 && (await lacks(deps, write)) ? "lacking" : "reached";
}

async function lacks({ readModel, log }: Deps, { tenantId, epoch, seq }: LogPosition): Promise<boolean> {
  const slice = await log(tenantId).eventsAfter(seq - 1, 1);
  const event = slice?.events[0];
  // Once the log has been trimmed, it is no longer known which write this was.
  if (event === undefined || event.seq !== seq || event.epoch !== epoch) return false;
  const { correlationId, aggregate } = event;
  const written = { epoch, seq, correlationId, aggregate: [aggregate.type, aggregate.id] as const };
  const [row] = await readModel.all(selectLacking(tenantId, written));
  return row !== undefined;
}
