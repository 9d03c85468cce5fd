import { attemptsOf, type RetryOptions } from "./retry.ts";
import { createSession } from "./session.ts";

/** How requests are sent. Every part has a default. */
export interface TransportOptions extends RetryOptions {
  /** Sends one request. `fetch` of the platform by default. */
  fetch?: (request: Request) => Promise<Response>;
  /**
   * Whether reads include what this client wrote before: it sends the newest `Consistency-Token` with them. True by default.
   * A storefront that shows no lists of what its shoppers write is answered from caches more often without.
   */
  readYourWrites?: boolean;
}

/** Sends a request until it is answered for good. A POST gets a key, which all attempts share. */
export function createTransport(options: TransportOptions): (request: Request) => Promise<Response> {
  const { fetch = (request) => globalThis.fetch(request), readYourWrites = true } = options;
  const send = attemptsOf(fetch, options);
  const session = readYourWrites ? createSession(send) : send;
  return (request) => {
    if (request.method === "POST" && !request.headers.has(idempotencyKey))
      request.headers.set(idempotencyKey, randomKey());
    return session(request);
  };
}

export const idempotencyKey = "Idempotency-Key";

/** 128 random bits in 32 digits. Pages without HTTPS have no `crypto.randomUUID`. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
