import { refusal } from "../../../kernel/api/problem.ts";
import { nothing } from "../../../kernel/operation/operation.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { toOwnComment } from "../comment/presentation.ts";
import { commentAggregate, readComment } from "../comment/store.ts";
import { commentIds } from "../ids.ts";
import { writingToken } from "../limits.ts";
import { loadEditing, loadWriting } from "./load.ts";
import { countComment } from "./pace-store.ts";
import { decideComment, decideEdit, decideOwnDeletion } from "./rules.ts";
import { named, pathIn, type Surface } from "./surface.ts";

/** Write, change and delete comments on one kind of subject. All kinds follow the same rules. */
export function writingCommands<Own>(surface: Surface<Own>) {
  return { create: create(surface), updateOwn: updateOwn(surface), deleteOwn: deleteOwn(surface) };
}

const guards = ({ id }: { readonly id: string }) => ({
  type: commentAggregate.type,
  id: canonicalId(commentIds.comment, id),
});

function create<Own>(surface: Surface<Own>) {
  const { one, subject, input, own } = surface;
  return defineCommand({
    name: `comments.create${one}`,
    access: "public",
    input,
    output: own,
    tokens: (_input, _database, context) => writingToken(context),
    load: (database, input, context) => loadWriting(database, subject, input, context),
    decide(writing, input, { caller, newId, now }) {
      if (writing === undefined) return refused(noSuchSubject(surface));
      const id = newId(commentIds.comment);
      const events = decideComment(id, input, writing);
      if (!events.ok) return events;
      return ok({
        events: events.value,
        writeState: (database) => countComment(database, caller, writing.pace, now),
        answer: (database) => written(database, surface, id, input.handle),
      });
    },
  });
}

function updateOwn<Own>(surface: Surface<Own>) {
  const { one, subject, patch, own } = surface;
  return defineCommand({
    name: `comments.updateOwn${one}`,
    access: "customer",
    input: named.extend({ id: opaqueId, patch }),
    output: own,
    guards,
    tokens: (_input, _database, context) => writingToken(context),
    load: (database, { patch, ...input }, context) =>
      loadEditing(database, subject, { ...input, body: patch.body }, context),
    decide(editing, { patch, handle }) {
      const events = decideEdit(editing, patch);
      if (!events.ok) return events;
      return ok({
        events: events.value,
        answer: (database) => written(database, surface, editing.comment?.id ?? "", handle),
      });
    },
  });
}

function deleteOwn({ one, subject }: Surface) {
  return defineCommand({
    name: `comments.deleteOwn${one}`,
    access: "customer",
    input: named.extend({ id: opaqueId }),
    output: nothing,
    guards,
    load: (database, input, context) => loadEditing(database, subject, input, context),
    decide(editing) {
      const events = decideOwnDeletion(editing);
      return events.ok ? ok({ events: events.value, answer: () => null }) : events;
    },
  });
}

function noSuchSubject({ subject }: Surface) {
  return refusal("not-found", `There is no such ${subject.type}.`);
}

function written<Own>(database: TenantDatabase, surface: Surface<Own>, id: string, handle: string): Own {
  const comment = readComment(database, id);
  if (comment === undefined) throw new Error(`${id} was just written but cannot be read`);
  return surface.toOwn(toOwnComment(comment, pathIn(surface, handle, id)));
}
