import { type Files, WrongPartSize } from "../../kernel/operation/files.ts";
import { inPieces } from "./pieces.ts";

/** R2 wants at least 5 MiB, and all but the last of equal size. An isolate holds one. */
const pieceBytes = 8 * 1024 * 1024;

/** Objects that one call removes: as many as R2 lists and deletes at once. */
const removedAtOnce = 1_000;

/** Files in an R2 bucket. */
export function openFiles(bucket: R2Bucket): Files {
  return {
    write: (key, bytes, { mediaType }) => write(bucket, key, bytes, mediaType),
    read: async (key) => (await bucket.get(key))?.body ?? null,
    async remove(prefix) {
      const { objects } = await bucket.list({ prefix, limit: removedAtOnce });
      if (objects.length > 0) await bucket.delete(objects.map(({ key }) => key));
      return objects.length > 0;
    },
    async beginParts(key, { mediaType }) {
      const begun = await bucket.createMultipartUpload(key, { httpMetadata: { contentType: mediaType } });
      return begun.uploadId;
    },
    async writePart(key, begun, { number, size, bytes }) {
      const exact = new FixedLengthStream(size);
      const upload = bucket.resumeMultipartUpload(key, begun);
      const [piped, uploaded] = await Promise.allSettled([
        bytes.pipeThrough(exactly(size)).pipeTo(exact.writable),
        upload.uploadPart(number, exact.readable),
      ]);
      if (uploaded.status === "fulfilled" && piped.status === "fulfilled") return uploaded.value.etag;
      if (isGone(uploaded)) return null;
      throw piped.status === "rejected" ? piped.reason : Reflect.get(uploaded, "reason");
    },
    async joinParts(key, begun, parts) {
      const uploaded = parts.map(({ number, tag }) => ({ partNumber: number, etag: tag }));
      try {
        await bucket.resumeMultipartUpload(key, begun).complete(uploaded);
        return true;
      } catch (error) {
        // An earlier attempt may have been told nothing of its success.
        if ((await bucket.head(key)) !== null) return true;
        if (hasOtherParts(error)) return false;
        throw error;
      }
    },
    async abandonParts(key, begun) {
      // What is not there need not be forgotten. R2 itself forgets the rest after a week.
      await bucket
        .resumeMultipartUpload(key, begun)
        .abort()
        .catch(() => undefined);
    },
  };
}

async function write(
  bucket: R2Bucket,
  key: string,
  bytes: AsyncIterable<Uint8Array>,
  mediaType: string,
): Promise<number> {
  const options = { httpMetadata: { contentType: mediaType } };
  let upload: R2MultipartUpload | null = null;
  const parts: R2UploadedPart[] = [];
  let size = 0;
  try {
    for await (const { piece, isLast } of inPieces(bytes, pieceBytes)) {
      size += piece.length;
      if (isLast && upload === null) {
        await bucket.put(key, piece, options);
        return size;
      }
      upload ??= await bucket.createMultipartUpload(key, options);
      if (piece.length > 0) parts.push(await upload.uploadPart(parts.length + 1, piece));
    }
    await upload?.complete(parts);
    return size;
  } catch (error) {
    await upload?.abort().catch(() => undefined);
    throw error;
  }
}

/** R2 has no codes, only numbers in messages: 10024 is an upload that does not exist. */
function isGone(outcome: PromiseSettledResult<unknown>): boolean {
  return outcome.status === "rejected" && /\b10024\b|does not exist/.test(String(outcome.reason));
}

/** 10025 is a part that does not exist, or not with this tag. */
function hasOtherParts(error: unknown): boolean {
  return /\b10025\b/.test(String(error));
}

/** Fails at the first byte too many, or at the end if there were too few. */
function exactly(size: number): TransformStream<Uint8Array, Uint8Array> {
  let length = 0;
  return new TransformStream({
    transform(chunk, controller) {
      length += chunk.length;
      if (length > size) throw new WrongPartSize();
      controller.enqueue(chunk);
    },
    flush() {
      if (length < size) throw new WrongPartSize();
    },
  });
}
