import { nothing } from "../../../kernel/operation/operation.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { commentReported } from "../comment/events.ts";
import { noSuchComment } from "../comment/rules.ts";
import { commentAggregate, readShown } from "../comment/store.ts";
import { commentIds } from "../ids.ts";
import { reportToken } from "../limits.ts";
import { loadSubject } from "../writing/load.ts";
import { named, type Surface } from "../writing/surface.ts";
import { hasReported, writeReport } from "./store.ts";

/** A reader reports a comment to the moderators. Whoever does so again changes nothing, and is told the same. */
export function reportCommand({ one, subject: kind }: Surface) {
  return defineCommand({
    name: `comments.report${one}`,
    access: "public",
    input: named.extend({ id: opaqueId }),
    guards: ({ id }) => ({ type: commentAggregate.type, id: canonicalId(commentIds.comment, id) }),
    output: nothing,
    tokens: (_input, _database, context) => reportToken(context),
    load(database, input, context) {
      const subject = loadSubject(database, kind, input, context)?.subject;
      const comment = readShown(database, canonicalId(commentIds.comment, input.id));
      const isShown = comment !== undefined && comment.subject.id === subject?.id;
      const reporter = reporterOf(context);
      return {
        comment: isShown ? comment : undefined,
        reporter,
        isKnown: isShown && hasReported(database, comment.id, reporter),
      };
    },
    decide({ comment, reporter, isKnown }) {
      if (comment === undefined) return refused(noSuchComment);
      if (isKnown) return ok({ events: [], answer: () => null });
      return ok({
        events: [commentReported.of(comment.id, { reports: comment.reports + 1 })],
        writeState: (database) => writeReport(database, comment.id, reporter),
        answer: () => null,
      });
    },
  });
}

/** A shop's server counts once, however many readers it speaks for. */
function reporterOf({
  caller,
  actor,
}: {
  readonly caller: string | null;
  readonly actor: { readonly id?: string | undefined };
}) {
  return caller ?? actor.id ?? "unknown";
}
