import * as z from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import { nothing } from "../../../kernel/operation/operation.ts";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { signedInCustomer } from "../../customers/index.ts";
import { toOwnComment } from "../comment/presentation.ts";
import { noSuchComment } from "../comment/rules.ts";
import { ownComment } from "../comment/shapes.ts";
import { commentAggregate, readComment, readShown } from "../comment/store.ts";
import { commentIds } from "../ids.ts";
import { writingToken } from "../limits.ts";
import { productSubject } from "../subjects/products.ts";
import { loadEditing, loadSubject, loadWriting } from "./load.ts";
import { countComment } from "./pace-store.ts";
import { decideComment, decideEdit, decideOwnDeletion } from "./rules.ts";
import { reviewFields, reviewPatch } from "./schema.ts";

/** A subject by its handle or slug. */
export const named = z.object({
  handle: z.string().min(1).max(255),
  requestedLocales: z.array(z.string()).readonly().default([]),
});
const guards = ({ id }: { readonly id: string }) => ({
  type: commentAggregate.type,
  id: canonicalId(commentIds.comment, id),
});

export const createReview = defineCommand({
  name: "comments.createReview",
  access: "public",
  input: reviewFields.extend(named.shape),
  output: ownComment,
  tokens: (_input, _database, context) => writingToken(context),
  load: (database, input, context) => loadWriting(database, productSubject, input, context),
  decide(writing, input, { caller, newId, now }) {
    if (writing === undefined) return refused(refusal("not-found", "There is no such product."));
    const id = newId(commentIds.comment);
    const events = decideComment(id, input, writing);
    if (!events.ok) return events;
    return ok({
      events: events.value,
      writeState: (database) => countComment(database, caller, writing.pace, now),
      answer: (database) => written(database, id, input.handle),
    });
  },
});

export const updateOwnReview = defineCommand({
  name: "comments.updateOwnReview",
  access: "customer",
  input: named.extend({ id: opaqueId, patch: reviewPatch }),
  output: ownComment,
  guards,
  tokens: (_input, _database, context) => writingToken(context),
  load: (database, { patch, ...input }, context) =>
    loadEditing(database, productSubject, { ...input, body: patch.body }, context),
  decide(editing, { patch, handle }) {
    const events = decideEdit(editing, patch);
    if (!events.ok) return events;
    return ok({
      events: events.value,
      answer: (database) => written(database, editing.comment?.id ?? "", handle),
    });
  },
});

export const deleteOwnReview = defineCommand({
  name: "comments.deleteOwnReview",
  access: "customer",
  input: named.extend({ id: opaqueId }),
  output: nothing,
  guards,
  load: (database, input, context) => loadEditing(database, productSubject, input, context),
  decide(editing) {
    const events = decideOwnDeletion(editing);
    return events.ok ? ok({ events: events.value, answer: () => null }) : events;
  },
});

/** Reads a review as it is now: one's own, or one that everybody sees. */
export const readReview = defineObjectQuery({
  name: "comments.readReview",
  access: "public",
  input: named.extend({ id: opaqueId }),
  output: ownComment,
  run(database, input, context) {
    const subject = loadSubject(database, productSubject, input, context)?.subject;
    const id = canonicalId(commentIds.comment, input.id);
    const comment = readComment(database, id);
    if (comment === undefined || comment.subject.id !== subject?.id) return refused(noSuchComment);
    const isOwn =
      comment.customerId !== null && comment.customerId === signedInCustomer(database, context.actor)?.id;
    if (!isOwn && readShown(database, id) === undefined) return refused(noSuchComment);
    return ok(toOwnComment(comment, pathOf(input.handle, id), isOwn));
  },
});

/** Where the reviews of a product are. */
export const reviewsPath = "/v1/store/products/{handle}/reviews";

function pathOf(handle: string, id: string): string {
  return `${reviewsPath.replace("{handle}", encodeURIComponent(handle))}/${id}`;
}

function written(database: TenantDatabase, id: string, handle: string) {
  const comment = readComment(database, id);
  if (comment === undefined) throw new Error(`${id} was just written but cannot be read`);
  return toOwnComment(comment, pathOf(handle, id));
}
