import { refusal, refusalAt } from "../../../kernel/api/problem.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import { mediaLimits } from "../limits.ts";

/** A file as a request brings it. */
export interface SentFile {
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly name: string;
  /** The media type that somebody says it has. Null if nobody does. */
  readonly declared: string | null;
}

/** The body of a request, and what its headers and query say about it. */
export interface SentBody {
  readonly body: ReadableStream<Uint8Array>;
  readonly contentType: string;
  readonly name: string | null;
}

/** Media types that say nothing. */
const saysNothing = [
  "",
  "application/octet-stream",
  "binary/octet-stream",
  "application/x-www-form-urlencoded",
];

/** Finds the file in a body: the body itself, or the part `file` of a form. */
export async function sentFileOf({ body, contentType, name }: SentBody): Promise<Result<SentFile>> {
  const type = contentType.split(";")[0]?.trim().toLowerCase() ?? "";
  if (type === "multipart/form-data") return fileInForm(body, contentType, name);
  return ok({ bytes: streamOf(body), name: name ?? "", declared: declaredBy(type) });
}

function declaredBy(type: string): string | null {
  return saysNothing.includes(type) ? null : type;
}

const oneFile = "Send one part `file` with a filename.";

/** A form is read as a whole: its parts have no lengths, and another part could come after the file. */
async function fileInForm(
  body: ReadableStream<Uint8Array>,
  contentType: string,
  name: string | null,
): Promise<Result<SentFile>> {
  const { getMultipartBoundary, parseMultipartStream, MaxFileSizeExceededError, MultipartParseError } =
    await import("@remix-run/multipart-parser");
  const boundary = getMultipartBoundary(contentType);
  if (boundary === null || boundary === "")
    return refused(refusalAt("unsupported-media-type", "/header/Content-Type", "It names no boundary."));
  let found: SentFile | null = null;
  try {
    const most = mediaLimits.file.value;
    const parts = parseMultipartStream(body, { boundary, maxFileSize: most, maxParts: 10 });
    for await (const part of parts) {
      if (!part.isFile) continue;
      if (found !== null || part.name !== "file") return refused(refusal("validation-failed", oneFile));
      const declared = declaredBy((part.mediaType ?? "").split(";")[0]?.trim().toLowerCase() ?? "");
      found = { bytes: listed(part.content), name: name ?? part.filename ?? "", declared };
    }
  } catch (error) {
    if (error instanceof MaxFileSizeExceededError) return refused(tooLarge());
    if (error instanceof MultipartParseError) return refused(refusal("validation-failed", error.message));
    throw error;
  }
  return found === null ? refused(refusal("validation-failed", oneFile)) : ok(found);
}

export function tooLarge() {
  const most = mediaLimits.file.value;
  return refusal("body-too-large", `A file has at most ${most} bytes. Upload a larger one in parts.`);
}

async function* listed(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

/** The bytes of a stream. Not all runtimes' streams can be iterated by their types. */
export async function* streamOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}
