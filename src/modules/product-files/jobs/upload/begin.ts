import * as z from "zod";
import { fileLimits } from "../../limits.ts";
import { type OpenedFile, openFile } from "./split.ts";

/** What every import is sent. */
export const importInput = z.object({
  file: z.custom<ReadableStream<Uint8Array>>((file) => file instanceof ReadableStream),
  charset: z.string().nullable(),
  dryRun: z.boolean(),
  /** Runs it as a job, whatever its size. */
  asJob: z.boolean().default(false),
});

/** Runs an import: while its file arrives or, if it is large, as a job. */
export async function beginImport<Short, Long>(
  { file, asJob }: Pick<z.infer<typeof importInput>, "file" | "asJob">,
  now: (file: ReadableStream<Uint8Array>) => Promise<Short>,
  upload: (opened: OpenedFile) => Promise<Long>,
): Promise<Short | Long> {
  const opened = await openFile(file, asJob ? 0 : fileLimits.directImport.value);
  return opened.isShort && !asJob ? now(opened.file) : upload(opened);
}
