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
  // Without the request's key: a repeat of the request stores the file anew.
  const [begun] = await context.invokeAll(commands.begin, [options]);
  if (begun === undefined) throw new Error("no result of the upload's begin");
  if (!begun.ok) return begun;
  const { id } = begun.value;
  const discard = () => context.invokeAll(commands.discard, [{ id }]);
  const writer = openWriter(context, commands, id, header);
  try {
    const read = await readItems(writer);
    const flushed = read.ok ? await writer.flush() : read;
    if (!flushed.ok) {
      await discard();
      return flushed;
    }
  } catch (error) {
    // A file that isn't discarded is removed later.
    await discard().catch(() => null);
    if (error instanceof UnreadableCsv) return refused(refusal("invalid-csv", error.message));
    throw error;
  }
  const facts = { parts: writer.parts(), bytes: bytes(), rejected: writer.rejected() };
  const names = { columns: { ...header.renamed() }, ignoredColumns: [...header.ignored()] };
  const queued = await context.invoke(commands.queue, { id, ...facts, ...names }, { step: "queue" });
  // The request was repeated, and had queued the file already.
  if (queued.ok && queued.value.id !== id) await discard();
  return queued;
}
