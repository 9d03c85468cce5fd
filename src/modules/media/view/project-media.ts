import type { View } from "../../../kernel/read/view.ts";
import { termsIn } from "../../../kernel/text/terms.ts";
import { type NewestStates, newestStates } from "../../../kernel/write/state.ts";
import { replaceChildren, upsertNewer } from "../../../projection/statements.ts";
import { kindOf } from "../bytes/types.ts";
import { mediaEvents } from "../events.ts";
import { type Media, mediaState } from "../schema.ts";
import { mediaRows, mediaTerms } from "./tables.ts";

/** A file has texts in many languages. */
const mostTerms = 500;

/** Files as staff finds them, and as they are delivered. */
export const mediaView: View = {
  name: "media",
  consumes: mediaEvents.map(({ type }) => type),
  tables: [mediaRows, mediaTerms],
  project(run, tenantId) {
    const states = newestStates(mediaState, run);
    const rows = rowsOf(states, tenantId);
    const parent = { table: mediaRows, property: "mediaId", index: "media" };
    const terms = states.alive.flatMap(({ state, version }) =>
      termsOf(state).map((term) => ({
        tenantId,
        term,
        createdAt: state.createdAt,
        mediaId: state.id,
        version,
      })),
    );
    return [...upsertNewer(mediaRows, rows), ...replaceChildren(mediaTerms, parent, tenantId, rows, terms)];
  },
  sweep: (before) => [{ sql: "DELETE FROM media WHERE deleted_at < ?1", params: [before] }],
};

function rowsOf({ alive, deleted }: NewestStates<Media>, tenantId: string) {
  return [...alive, ...deleted].map(({ id, version, occurredAt, state }) => ({
    tenantId,
    id,
    version,
    createdAt: state?.createdAt ?? occurredAt,
    kind: state === null ? "" : kindOf(state.mediaType),
    state: JSON.stringify(state),
    stateVersion: mediaState.version,
    deletedAt: state === null ? occurredAt : null,
  }));
}

function termsOf({ name, translations }: Media): readonly string[] {
  const texts = [name, ...translations.flatMap(({ alt, caption }) => [alt ?? "", caption ?? ""])];
  return [...new Set(texts.flatMap((text) => termsIn(text)))].slice(0, mostTerms);
}
