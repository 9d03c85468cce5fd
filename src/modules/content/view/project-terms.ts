import type { View } from "../../../kernel/read/view.ts";
import { type NewestStates, newestStates } from "../../../kernel/write/state.ts";
import { replaceChildren, upsertNewer } from "../../../projection/statements.ts";
import { allTermEvents } from "../terms/events.ts";
import { type ContentCategoryState, type TagState, type TermKind, termState } from "../terms/schema.ts";
import { tagsOfTermEvents } from "./cache-tags.ts";
import { contentTermSlugs, contentTerms } from "./tables.ts";

/** Categories and tags of content, with their slugs. */
export const termView: View = {
  name: "content-terms",
  consumes: allTermEvents.map(({ type }) => type),
  tables: [contentTerms, contentTermSlugs],
  cacheTags: tagsOfTermEvents,
  project(run, tenantId) {
    const categories = newestStates(termState.contentCategory, run);
    const tags = newestStates(termState.tag, run);
    const rows = [...rowsOf("contentCategory", categories, tenantId), ...rowsOf("tag", tags, tenantId)];
    const slugs = [...slugsOf("contentCategory", categories, tenantId), ...slugsOf("tag", tags, tenantId)];
    const parent = { table: contentTerms, property: "termId", index: "term" };
    return [
      ...upsertNewer(contentTerms, rows),
      ...replaceChildren(contentTermSlugs, parent, tenantId, rows, slugs),
    ];
  },
  sweep: (before) => [{ sql: "DELETE FROM content_terms WHERE deleted_at < ?1", params: [before] }],
};

type Term = ContentCategoryState | TagState;

function rowsOf(kind: TermKind, { alive, deleted }: NewestStates<Term>, tenantId: string) {
  return [...alive, ...deleted].map(({ id, version, occurredAt, state }) => ({
    tenantId,
    id,
    version,
    kind,
    parentId: state !== null && "parentId" in state ? state.parentId : null,
    state: JSON.stringify(state),
    stateVersion: termState[kind].version,
    deletedAt: state === null ? occurredAt : null,
  }));
}

function slugsOf(kind: TermKind, { alive }: NewestStates<Term>, tenantId: string) {
  return alive.flatMap(({ id, version, state }) => {
    const shared = { tenantId, kind, termId: id, version };
    return [
      ...state.redirects.map(({ locale, slug }) => ({
        ...shared,
        locale,
        handle: slug,
        name: "",
        current: 0,
      })),
      ...state.translations.map(({ locale, slug, name }) => ({
        ...shared,
        locale,
        handle: slug,
        name,
        current: 1,
      })),
    ];
  });
}
