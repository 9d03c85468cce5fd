import * as z from "zod";
import { refusal, refusalAt } from "../../../kernel/api/problem.ts";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { Context } from "../../../kernel/write/command.ts";
import type { Parts } from "../parts.ts";
import { type ExportPosition, exportFormat, exportPosition } from "../schema.ts";
import { createLineWriter, decodeCursor } from "./lines.ts";
import { writeChanges, writeHeader, writeWalk } from "./pages.ts";

/** The cursor of a checkpoint line. */
export const exportCursor = z.string().min(1).max(4_096);

/** Reads a page of a tenant's export from its object, as lines of text. Each page ends with a checkpoint, or with the trailer. */
export const exportPageQuery = (parts: Parts) =>
  defineObjectQuery({
    name: "transfers.readExportPage",
    access: "tenants:export",
    internal: true,
    whileSuspended: true,
    input: z.object({ cursor: exportCursor.nullable() }),
    output: z.object({ text: z.string(), cursor: z.string().nullable() }),
    run(database, { cursor }, context) {
      if (cursor === null) return ok(firstPage(parts, database, context));
      const position = positionAt(cursor);
      if (position === null)
        return refused(refusalAt("invalid-cursor", "/after", "is not the cursor of a checkpoint line"));
      return nextPage(parts, database, context, position);
    },
  });

function firstPage(parts: Parts, database: TenantDatabase, { tenantId, digest }: Context) {
  const { epoch, head } = database.object.logEnd();
  const beginning = { lines: 0, digest: "", counts: {} } as const;
  const writer = createLineWriter(digest, {
    ...{ stage: "walk", epoch, since: head, after: null },
    ...beginning,
  });
  writeHeader(parts, database, writer, { format: exportFormat, tenantId, epoch, seq: head });
  writer.checkpoint();
  return writer.page;
}

function nextPage(
  parts: Parts,
  database: TenantDatabase,
  { digest }: Context,
  position: ExportPosition,
): Result<{ readonly text: string; readonly cursor: string | null }> {
  const { epoch } = database.object.logEnd();
  if (position.epoch !== epoch)
    return refused(refusal("export-outdated", "The tenant was restored since the export began."));
  if (database.object.oldestEvent() > position.since + 1)
    return refused(refusal("export-outdated", "The log no longer has all changes since the export began."));
  const writer = createLineWriter(digest, position);
  // The lines before it include the checkpoint of this position.
  writer.checkpoint();
  const before = writer.page.text.length;
  if (position.stage === "walk") writeWalk(parts, database, writer);
  else writeChanges(parts, database, writer);
  const { text, cursor } = writer.page;
  return ok({ text: text.slice(before), cursor: writer.isDone ? null : cursor });
}

function positionAt(cursor: string): ExportPosition | null {
  const parsed = exportPosition.safeParse(decodeCursor(cursor));
  return parsed.success ? parsed.data : null;
}
