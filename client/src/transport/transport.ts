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

/** Sends a request until it is answered for good. */
export function createTransport(options: TransportOptions): (request: Request) => Promise<Response> {
  const { fetch = (request) => globalThis.fetch(request), readYourWrites = true } = options;
  const send = attemptsOf(fetch, options);
  return readYourWrites ? createSession(send) : send;
}
