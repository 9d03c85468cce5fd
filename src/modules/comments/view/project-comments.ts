import type { View } from "../../../kernel/read/view.ts";
import { termsIn } from "../../../kernel/text/terms.ts";
import { fold } from "../../../kernel/values/fold.ts";
import { type NewestStates, newestStates } from "../../../kernel/write/state.ts";
import { replaceChildren, upsertNewer } from "../../../projection/statements.ts";
import { markCounts, recountAll, refreshCounts } from "../../comment-counts/index.ts";
import {
  deletedCommentsTag,
  markStale,
  ratingsTag,
  recountRatings,
  refreshRatings,
} from "../../ratings/index.ts";
import { commentEvents } from "../comment/events.ts";
import { isAwaiting } from "../comment/rules.ts";
import { type Comment, commentState, type SubjectType } from "../comment/schema.ts";
import { allPosts, countShown } from "./counted.ts";
import { comments, commentTerms } from "./tables.ts";

/** The stars that ratings are counted from. */
const stars = {
  from: "comments INDEXED BY comments_rated",
  where: "tenant_id = ?1 AND status = 'approved' AND rating IS NOT NULL AND subject_type = 'product'",
  product: "subject_id",
  stars: "rating",
};

/** Comments as listed for readers and moderators, with the ratings of products and the counts of posts that follow from them. */
export const commentView: View = {
  name: "comments",
  consumes: commentEvents.map(({ type }) => type),
  tables: [comments, commentTerms],
  cacheTags(run) {
    const { alive, deleted } = newestStates(commentState, run);
    // One that was never approved is shown nowhere.
    const shown = alive.filter(({ state }) => state.status === "approved" || state.status === "hidden");
    return [
      ...shown.map(({ state }) => state.subject.id),
      ...(shown.some(({ state }) => state.rating !== null) || deleted.length > 0 ? [ratingsTag] : []),
      ...(deleted.length > 0 ? [deletedCommentsTag] : []),
    ];
  },
  project(run, tenantId) {
    const states = newestStates(commentState, run);
    const rows = rowsOf(states, tenantId);
    const parent = { table: comments, property: "commentId", index: "comment" };
    const terms = states.alive.flatMap(({ state, version }) =>
      termsOf(state).map((term) => ({
        ...{ tenantId, commentId: state.id, createdAt: state.createdAt, version, term },
      })),
    );
    const subjectsOf = (type: SubjectType) =>
      states.alive.flatMap(({ state: { subject } }) => (subject.type === type ? [subject.id] : []));
    const written = JSON.stringify(rows.map(({ id }) => id));
    return [
      // A deleted comment does not say any more what it was about: its row does.
      markStale(tenantId, subjectsOfRows, written),
      markCounts(tenantId, subjectsOfRows, written),
      ...upsertNewer(comments, rows),
      ...replaceChildren(commentTerms, parent, tenantId, rows, terms),
      ...refreshRatings(tenantId, subjectsOf("product"), stars),
      ...refreshCounts(tenantId, subjectsOf("post"), countShown),
    ];
  },
  sweepDerived: (tenantId) => [
    ...recountRatings(tenantId, stars),
    ...recountAll(tenantId, allPosts, countShown),
  ],
  sweep: (before) => [{ sql: "DELETE FROM comments WHERE deleted_at < ?1", params: [before] }],
};

const subjectsOfRows = `SELECT subject_id FROM json_each(?2) AS one
  CROSS JOIN comments ON comments.tenant_id = ?1 AND comments.id = one.value`;

function rowsOf({ alive, deleted }: NewestStates<Comment>, tenantId: string) {
  const { version: stateVersion } = commentState;
  const rows = alive.map(({ id, version, state }) => ({
    ...{ tenantId, id, version, stateVersion },
    subjectType: state.subject.type,
    subjectId: state.subject.id,
    rootId: state.rootId,
    depth: state.depth,
    status: state.status,
    awaiting: isAwaiting(state) ? 1 : 0,
    rating: state.rating,
    customerId: state.customerId,
    email: state.author.email === null ? null : fold(state.author.email),
    createdAt: state.createdAt,
    state: JSON.stringify(state),
    deletedAt: null,
  }));
  const tombstones = deleted.map(({ id, version, occurredAt }) => ({
    ...{ tenantId, id, version, stateVersion },
    ...{ subjectType: "", subjectId: "", rootId: id, depth: 1, status: "deleted", awaiting: 0 },
    ...{ rating: null, customerId: null, email: null, createdAt: occurredAt },
    state: "null",
    deletedAt: occurredAt,
  }));
  return [...rows, ...tombstones];
}

/** The terms of the author's name and address, and of the first words of the text. */
function termsOf({ author, body }: Comment): readonly string[] {
  return [...new Set([author.name, author.email ?? "", body].flatMap(termsIn))];
}
