import type { Secrets } from "../../../kernel/operation/ports.ts";
import { webhookLimits } from "../limits.ts";
import { addressProblem } from "./address.ts";
import { readAnswer } from "./answer.ts";
import type { Message } from "./message.ts";
import { type OpenedSecret, signedHeaders } from "./signature.ts";

/** What sending needs. */
export interface Sender {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly secrets: Pick<Secrets, "macWith">;
  readonly isLocal: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** The receiver's answer. */
export interface Answer {
  /** Its status code. */
  readonly code: number;
  /** The beginning of its body. */
  readonly answer: string;
  readonly retryAfterMs: number | undefined;
}

/** The address is not, or no longer, one to which anything is sent. */
export class AddressRefused extends Error {}

/**
 * Sends a message once. Follows no redirects, and reads only the beginning of the answer.
 *
 * @throws If there is no answer, or the address is not allowed.
 */
export async function sendMessage(
  { fetch, secrets, isLocal, now }: Sender,
  url: string,
  message: Message,
  opened: readonly OpenedSecret[],
): Promise<Answer> {
  const problem = addressProblem(url, { isLocal });
  if (problem !== null) throw new AddressRefused(`the address ${problem}`);
  const response = await fetch(url, {
    method: "POST",
    redirect: "manual",
    headers: {
      "Content-Type": "application/cloudevents+json; charset=utf-8",
      "User-Agent": "RusToK-Webhooks/1.0",
      ...(await signedHeaders(secrets, message, opened, now())),
    },
    body: message.body,
  });
  return {
    code: response.status,
    answer: await readAnswer(response, webhookLimits.storedAnswer.value),
    retryAfterMs: retryAfter(response.headers.get("Retry-After"), now()),
  };
}

/** Seconds or a date, as milliseconds from now. */
export function retryAfter(value: string | null, now: number): number | undefined {
  if (value === null) return undefined;
  if (/^\d{1,9}$/.test(value.trim())) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

/** What an answer means. `again`: the same message may be accepted later. */
export type Meaning = "delivered" | "again" | "refused" | "gone";

/** What a status code means. Redirects are not followed, so they are refusals. */
export function meaningOf(code: number): Meaning {
  if (code >= 200 && code < 300) return "delivered";
  if (code === 410) return "gone";
  return code >= 500 || code === 408 || code === 425 || code === 429 ? "again" : "refused";
}
