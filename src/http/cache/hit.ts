import { continueTrace } from "../../telemetry/trace.ts";
import { matchesTag } from "../response/render.ts";
import type { Scope } from "../scope.ts";
import { cacheStatus, finishedOf, type HotAnswer } from "./isolate/hot-answer.ts";
import type { IsolateCache } from "./isolate/isolate-cache.ts";

/**
 * The response of an answer in memory, complete with all headers. Nothing is parsed, rendered or looked up for it. Null if
 * the answer is not of that kind.
 */
export function respondFromMemory(
  { hits }: IsolateCache,
  answer: HotAnswer,
  state: "fresh" | "stale",
  tenantId: string,
  scope: Scope,
): Response | null {
  const finished = finishedOf(answer);
  if (finished === null) return null;
  hits.count(tenantId, state, scope.now);
  const sent = scope.request.headers;
  const isKnown = finished.tag !== null && matchesTag(sent.get("If-None-Match"), finished.tag);
  const headers = new Headers(isKnown ? finished.notModified : finished.headers);
  for (const [name, value] of scope.answerHeaders) if (name !== "Vary") headers.set(name, value);
  if (state === "stale") headers.set("Cache-Status", cacheStatus.stale);
  const number = nextNumber();
  headers.set("X-Request-Id", `${isolateId}-${number}`);
  headers.set("traceparent", traceOf(sent.get("traceparent"), number));
  return new Response(isKnown ? null : finished.body, { status: isKnown ? 304 : 200, headers });
}

function traceOf(sent: string | null, number: string): string {
  return sent === null ? `00-${isolateId}${number}-${number}-00` : continueTrace(sent).traceparent;
}

/** A hit has no log line, so its id only has to be unique: this isolate's number, and how many it has answered. */
let isolateId = "";
let answered = 0;

function nextNumber(): string {
  // Random values aren't available before the first request.
  if (isolateId === "") isolateId = crypto.getRandomValues(new Uint8Array(8)).toHex();
  answered += 1;
  return answered.toString(16).padStart(16, "0");
}
