import type { LineOf, LoggedError } from "../telemetry/log/lines.ts";

type RequestLine = LineOf<"request">;

/** What stages find out about a request for its log line. */
export interface Observed {
  /** The code of the problem that it was answered with. */
  problem: string | null;
  cache: RequestLine["cache"];
  cacheLayer: RequestLine["cache_layer"];
  error?: LoggedError;
}

export function observedNothing(): Observed {
  return { problem: null, cache: null, cacheLayer: null };
}
