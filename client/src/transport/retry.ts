import { pause } from "./pause.ts";

export interface RetryOptions {
  /** How often a request is sent again. 3 by default, 0 for never. */
  retries?: number;
  /** The longest wait before a request is sent again, in milliseconds. What asks for more is given back. 30,000 by default. */
  maxWaitMs?: number;
  /** Waits. For tests. */
  wait?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** A number from 0 to 1. For tests. */
  random?: () => number;
}

export type Send = (request: Request) => Promise<Response>;

/** The wait before the first repeat, in milliseconds. It doubles with each. */
const firstWaitMs = 250;

/**
 * Sends a request again when it was refused for now, or when its answer got lost and a repeat has no further effect. Waits as long
 * as `Retry-After` says, or a random part of an exponentially growing time, whichever is longer.
 */
export function attemptsOf(fetch: Send, options: RetryOptions): Send {
  const { retries = 3, maxWaitMs = 30_000, wait = pause, random = Math.random } = options;
  return async (request) => {
    for (let attempt = 0; ; attempt += 1) {
      const mayRepeat = attempt < retries;
      const outcome = await answerOf(fetch, mayRepeat ? request.clone() : request);
      if (!mayRepeat || !(await isTransient(request, outcome, attempt))) return resultOf(outcome);
      const backoffMs = Math.min(firstWaitMs * 2 ** attempt, maxWaitMs) * random();
      const waitMs = Math.max(backoffMs, retryAfterMs(outcome.response));
      if (waitMs > maxWaitMs) return resultOf(outcome);
      await outcome.response?.body?.cancel();
      await wait(waitMs, request.signal);
    }
  };
}

/** An answer, or why there is none. */
type Outcome = { readonly response: Response } | { readonly response?: undefined; readonly failure: unknown };

async function answerOf(fetch: Send, request: Request): Promise<Outcome> {
  try {
    return { response: await fetch(request) };
  } catch (failure) {
    return { failure };
  }
}

function resultOf(outcome: Outcome): Response {
  if (outcome.response === undefined) throw outcome.failure;
  return outcome.response;
}

async function isTransient(request: Request, { response }: Outcome, attempt: number): Promise<boolean> {
  if (request.signal.aborted) return false;
  if (response === undefined) return isRepeatable(request);
  switch (response.status) {
    case 429:
    case 503:
      return true;
    // The first attempt, whose answer got lost, is still running.
    case 409:
      return attempt > 0 && (await codeOf(response)) === "idempotency-in-progress";
    case 500:
    case 502:
    case 504:
      return isRepeatable(request);
    default:
      return false;
  }
}

/**
 * Whether a request that may have taken effect can be sent again: a POST if it has a key. A change under a condition, and a deletion,
 * would be refused the second time, as if it had failed.
 */
function isRepeatable({ method, headers }: Request): boolean {
  if (method === "POST") return headers.has("Idempotency-Key");
  return method !== "DELETE" && !headers.has("If-Match");
}

async function codeOf(response: Response): Promise<unknown> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  return Object(body).code;
}

/** `Retry-After` in milliseconds: it is in seconds, or a date. */
function retryAfterMs(response: Response | undefined): number {
  const text = response?.headers.get("Retry-After") ?? "0";
  const ms = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - Date.now();
  return Math.max(0, ms || 0);
}
