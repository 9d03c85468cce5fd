import type { View } from "../../../../kernel/read/view.ts";
import { newestStates } from "../../../../kernel/write/state.ts";
import { upsertNewer } from "../../../../projection/statements.ts";
import { redirectEvents } from "../events.ts";
import { redirectState } from "../schema.ts";
import { redirectRows } from "./tables.ts";

/** Changes with every redirect. A tag for each path would be remembered for each that anybody asks for. */
export const redirectsTag = "redirects";

export const redirectView: View = {
  name: "redirects",
  consumes: redirectEvents.map(({ type }) => type),
  tables: [redirectRows],
  cacheTags: (run) => (run.length === 0 ? [] : [redirectsTag]),
  project(run, tenantId) {
    const { alive, deleted } = newestStates(redirectState, run);
    return upsertNewer(
      redirectRows,
      [...alive, ...deleted].map(({ id, version, occurredAt, state }) => ({
        tenantId,
        id,
        version,
        fromPath: state?.from ?? "",
        state: JSON.stringify(state),
        stateVersion: redirectState.version,
        deletedAt: state === null ? occurredAt : null,
      })),
    );
  },
  sweep: (before) => [{ sql: "DELETE FROM redirects WHERE deleted_at < ?1", params: [before] }],
};
