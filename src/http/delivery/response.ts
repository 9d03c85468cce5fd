import type { DeliveredFile } from "../../kernel/api/delivery.ts";
import { matchesTag } from "../response/render.ts";
import { type ByteRange, rangeIn } from "./range.ts";

/** The bytes that are delivered: a file, or what was made of it. */
export interface Deliverable {
  readonly mediaType: string;
  readonly tag: string;
  readonly size: number;
  /** Whether it stands in for what can't be made at this moment. Nobody keeps it for long. */
  readonly isForNow: boolean;
  readonly open: (range: ByteRange | null) => Promise<BodyInit | null>;
}

/** What a file may do if it is opened by itself: be shown. It runs nothing, and asks for nothing. */
const filePolicy =
  "default-src 'none'; img-src 'self' data:; media-src 'self'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

const forEver = "public, max-age=31536000, immutable";
const forNow = "public, max-age=60";

/** The header fields of a file. It never changes, and pages of any origin may show it. */
export function fileHeaders(
  { name, isShown }: DeliveredFile,
  { mediaType, tag, isForNow }: Deliverable,
): Headers {
  const spelled = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return new Headers({
    "Content-Type": mediaType,
    "Content-Disposition": `${isShown ? "inline" : "attachment"}; filename*=UTF-8''${spelled}`,
    "Content-Security-Policy": filePolicy,
    "Cache-Control": isForNow ? forNow : forEver,
    ETag: tag,
    "Accept-Ranges": "bytes",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Length, Content-Range, ETag",
  });
}

/** Answers with a file or a part of it, with 304 to who has it, and without a body to HEAD. Null if its bytes are gone. */
export async function deliver(
  request: Request,
  file: DeliveredFile,
  deliverable: Deliverable,
): Promise<Response | null> {
  const { tag, size, open } = deliverable;
  const headers = fileHeaders(file, deliverable);
  if (matchesTag(request.headers.get("If-None-Match"), tag))
    return new Response(null, { status: 304, headers });
  const isHead = request.method === "HEAD";
  const ifRange = request.headers.get("If-Range");
  const range =
    isHead || (ifRange !== null && ifRange !== tag) ? null : rangeIn(request.headers.get("Range"), size);
  if (range === "unsatisfiable") {
    headers.set("Content-Range", `bytes */${size}`);
    headers.set("Cache-Control", "no-store");
    return new Response(null, { status: 416, headers });
  }
  headers.set("Content-Length", String(range?.length ?? size));
  if (range !== null)
    headers.set("Content-Range", `bytes ${range.offset}-${range.offset + range.length - 1}/${size}`);
  if (isHead) return new Response(null, { headers });
  const body = await open(range);
  return body === null ? null : new Response(body, { status: range === null ? 200 : 206, headers });
}
