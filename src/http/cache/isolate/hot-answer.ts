import { secure } from "../../response/security-headers.ts";
import { type StoredAnswer, sizeOf } from "../answer.ts";

/** An answer in the memory of an isolate, ready to be sent. */
export interface HotAnswer {
  readonly stored: StoredAnswer;
  /** Between -1 and 1: how much later than others it expires. */
  readonly spread: number;
  readonly bytes: number;
  /** When a newer one was asked for. */
  refreshingSince: number;
  /** Made at the first hit. */
  finished: Finished | null;
}

/** A response without what differs from request to request. */
export interface Finished {
  readonly body: Uint8Array | null;
  readonly tag: string | null;
  readonly headers: Headers;
  readonly notModified: Headers;
}

/** Keeps an answer. */
export function hotAnswer(stored: StoredAnswer, random: () => number): HotAnswer {
  const spread = 2 * random() - 1;
  return { stored, spread, bytes: sizeOf(stored), refreshingSince: 0, finished: null };
}

/** RFC 9211. */
export const cacheStatus = { fresh: "rustok; hit", stale: "rustok; hit; fwd=stale" } as const;

const encoder = new TextEncoder();

/** The finished response of an answer. Null for redirects and refusals: they are made for each request. */
export function finishedOf(answer: HotAnswer): Finished | null {
  if (answer.finished !== null) return answer.finished;
  const { content } = answer.stored;
  if ("refusal" in content || content.status !== 200) return null;
  const headers = secure(new Headers(content.headers));
  headers.append("Vary", "Origin");
  headers.set("Cache-Status", cacheStatus.fresh);
  headers.set("Server-Timing", 'total;dur=0, d1;desc="0", objects;desc="0"');
  const notModified = new Headers(headers);
  notModified.delete("Content-Type");
  answer.finished = {
    body: content.body === null ? null : encoder.encode(content.body),
    tag: content.headers.ETag ?? null,
    headers,
    notModified,
  };
  return answer.finished;
}
