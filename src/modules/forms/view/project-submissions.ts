import type { View } from "../../../kernel/read/view.ts";
import { newestStates } from "../../../kernel/write/state.ts";
import { upsertNewer } from "../../../projection/statements.ts";
import { submissionEvents } from "../submission/events.ts";
import { submissionState } from "../submission/schema.ts";
import { formSubmissions } from "./tables.ts";

/** What was sent with forms, for the staff's list. */
export const submissionView: View = {
  name: "form-submissions",
  consumes: submissionEvents.map(({ type }) => type),
  tables: [formSubmissions],
  project(run, tenantId) {
    const { alive, deleted } = newestStates(submissionState, run);
    const stateVersion = submissionState.version;
    const living = alive.map(({ id, version, state }) => {
      const { pageId, blockId, type, createdAt } = state;
      return {
        ...{ tenantId, id, version, stateVersion, pageId, blockId, type, createdAt },
        state: JSON.stringify(state),
        deletedAt: null,
      };
    });
    const tombstones = deleted.map(({ id, version, occurredAt }) => ({
      ...{ tenantId, id, version, stateVersion, pageId: "", blockId: "", type: "", createdAt: "" },
      state: "null",
      deletedAt: occurredAt,
    }));
    return upsertNewer(formSubmissions, [...living, ...tombstones]);
  },
  sweep: (before) => [{ sql: "DELETE FROM form_submissions WHERE deleted_at < ?1", params: [before] }],
};
