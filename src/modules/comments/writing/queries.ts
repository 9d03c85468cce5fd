import { defineObjectQuery } from "../../../kernel/read/query.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { signedInCustomer } from "../../customers/index.ts";
import { toOwnComment } from "../comment/presentation.ts";
import { noSuchComment } from "../comment/rules.ts";
import { readComment, readShown } from "../comment/store.ts";
import { commentIds } from "../ids.ts";
import { loadSubject } from "./load.ts";
import { named, pathIn, type Surface } from "./surface.ts";

/** Reads a comment on one kind of subject as it is now: one's own, or one that everybody sees. */
export function readingQuery<Own>(surface: Surface<Own>) {
  const { one, subject: kind, own, toOwn } = surface;
  return defineObjectQuery({
    name: `comments.read${one}`,
    access: "public",
    input: named.extend({ id: opaqueId }),
    output: own,
    run(database, input, context) {
      const subject = loadSubject(database, kind, input, context)?.subject;
      const id = canonicalId(commentIds.comment, input.id);
      const comment = readComment(database, id);
      if (comment === undefined || comment.subject.id !== subject?.id) return refused(noSuchComment);
      const isOwn =
        comment.customerId !== null && comment.customerId === signedInCustomer(database, context.actor)?.id;
      if (!isOwn && readShown(database, id) === undefined) return refused(noSuchComment);
      return ok(toOwn(toOwnComment(comment, pathIn(surface, input.handle, id), isOwn)));
    },
  });
}
