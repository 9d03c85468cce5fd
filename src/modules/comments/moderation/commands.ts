import * as z from "zod";
import { nothing } from "../../../kernel/operation/operation.ts";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { versionOf } from "../../../kernel/storage/version.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { toAdminComment } from "../comment/presentation.ts";
import { noSuchComment } from "../comment/rules.ts";
import { type AdminComment, adminComment } from "../comment/shapes.ts";
import { commentAggregate, readComment, readComments, readThread } from "../comment/store.ts";
import { commentIds } from "../ids.ts";
import { decideAll, decideDeletion, decideModeration } from "./rules.ts";
import { type Decision, decidedComments, decisionsInput } from "./schema.ts";

const byId = z.object({ id: opaqueId });
const idOf = ({ id }: { readonly id: string }) => canonicalId(commentIds.comment, id);
const guards = (input: { readonly id: string }) => ({ type: commentAggregate.type, id: idOf(input) });

function moderation(decision: Decision) {
  return defineCommand({
    name: `comments.${decision}Comment`,
    access: "comments:update",
    input: byId,
    output: adminComment,
    guards,
    load: (database, input) => readComment(database, idOf(input)),
    decide(comment, input) {
      const event = decideModeration(comment, decision);
      if (!event.ok) return event;
      return ok({ events: [event.value], answer: (database) => writtenComment(database, idOf(input)) });
    },
  });
}

export const approveComment = moderation("approve");
export const rejectComment = moderation("reject");
export const hideComment = moderation("hide");

/** Decides about many comments: all of them, or none. */
export const decideComments = defineCommand({
  name: "comments.decideComments",
  access: "comments:update",
  input: decisionsInput,
  output: decidedComments,
  load: (database, { items }) => readComments(database, items.map(idOf)),
  decide(commentById, { items }) {
    const canonical = items.map(({ id, decision }) => ({ id: idOf({ id }), decision }));
    const events = decideAll(canonical, commentById);
    if (!events.ok) return events;
    return ok({
      events: events.value,
      answer: (database) => ({ items: canonical.map(({ id }) => writtenComment(database, id)) }),
    });
  },
});

/** Deletes a comment with the replies to it. */
export const deleteComment = defineCommand({
  name: "comments.deleteComment",
  access: "comments:delete",
  input: byId,
  output: nothing,
  guards,
  load(database, input) {
    const comment = readComment(database, idOf(input));
    return { comment, thread: comment === undefined ? [] : readThread(database, comment.rootId) };
  },
  decide({ comment, thread }) {
    const events = decideDeletion(comment, thread);
    return events.ok ? ok({ events: events.value, answer: () => null }) : events;
  },
});

export const readOneComment = defineObjectQuery({
  name: "comments.readComment",
  access: "comments:read",
  input: byId,
  output: adminComment,
  run(database, input) {
    const comment = readComment(database, idOf(input));
    return comment === undefined ? refused(noSuchComment) : ok(writtenComment(database, comment.id));
  },
});

/** A comment that exists, as moderators see it. */
export function writtenComment(database: TenantDatabase, id: string): AdminComment {
  const comment = readComment(database, id);
  if (comment === undefined) throw new Error(`${id} was just written but cannot be read`);
  return toAdminComment(comment, versionOf(database, commentAggregate.type, id));
}
