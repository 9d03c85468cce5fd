import * as z from "zod";
import { versionOf } from "../../../kernel/storage/version.ts";
import { ok } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { unknownNodes } from "../../content/index.ts";
import { commentAggregate, readComment, sizesOf } from "../comment/store.ts";
import { decideImport } from "./rules.ts";
import { importedComment, importedOutcome } from "./schema.ts";

/** Imports a comment of another system, whatever the setting says about new ones. Nothing about it is suspicious: somebody has decided. */
export const importComment = defineCommand({
  name: "comments.importComment",
  access: "comments:create",
  internal: true,
  input: z.object({ comment: importedComment }),
  output: importedOutcome,
  load(database, { comment: { id, subject, parentId } }) {
    const found = parentId === null ? undefined : readComment(database, parentId);
    const parent = found?.subject.id === subject.id ? found : undefined;
    return {
      wasHere: versionOf(database, commentAggregate.type, id) > 0,
      isSubjectKnown: unknownNodes(database, subject.type, [subject.id]).length === 0,
      parent,
      sizes: sizesOf(database, subject, parent?.rootId ?? null),
    };
  },
  decide(importing, { comment }, { now }) {
    const decided = decideImport(importing, comment, now);
    if (!decided.ok) return decided;
    const { events, outcome, remarks } = decided.value;
    return ok({ events, answer: () => ({ outcome, remarks: [...remarks] }) });
  },
});
