import { refusal } from "../../../../kernel/api/problem.ts";
import type { WorkflowContext } from "../../../../kernel/operation/workflow.ts";
import { type Result, refused } from "../../../../kernel/values/result.ts";
import { UnreadableCsv } from "../../csv/unreadable.ts";
import type { DuplicateSkus } from "../../import/schema.ts";
import type { Header } from "../../shopify/header.ts";
import type { ImportJob } from "../schema.ts";
import type { UploadCommands } from "../upload-commands.ts";
import type { OpenedFile } from "./split.ts";
import { openWriter } from "./writer.ts";

/** What stores a file's items. */
export type ItemWriter = ReturnType<typeof openWriter>;

/** The header row of any file. */
export type FileHeader = Pick<Header, "nameOf" | "ignored" | "renamed">;

/**
 * Reads a file to its end and stores it as a job, which is then queued. If the file can't be read, or the request ends,
 * there is no job.
 */
export async function uploadFile(
  context: Pick<WorkflowContext, "invoke" | "invokeAll">,
  commands: UploadCommands,
  options: { readonly duplicateSkus: DuplicateSkus; readonly dryRun: boolean },
  { bytes }: OpenedFile,
  header: FileHeader,
  readItems: (writer: ItemWriter) => Promise<Result<null>>,
): Promise<Result<ImportJob>> {
  const begun = await context.invoke(commands.begin, options, { step: "begin" });
  if (!begun.ok) return begun;
  const { id } = begun.value;
  const discard = () => context.invoke(commands.discard, { id }, { step: "discard" });
  const writer = openWriter(context, commands, id, header);
  try {
    const read = await readItems(writer);
    const flushed = read.ok ? await writer.flush() : read;
    if (!flushed.ok) {
      await discard();
      return flushed;
    }
  } catch (error) {
    await discard();
    if (error instanceof UnreadableCsv) return refused(refusal("invalid-csv", error.message));
    throw error;
  }
  const sizes = { bytes: bytes(), total: writer.total(), rejected: writer.rejected() };
  const names = { columns: { ...header.renamed() }, ignoredColumns: [...header.ignored()] };
  return context.invoke(commands.queue, { id, ...sizes, ...names }, { step: "queue" });
}
