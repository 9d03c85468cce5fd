import type { ConsistencyToken } from "./consistency-token.ts";

/** What the handler's calls left behind for the answer's headers. */
export interface Effects {
  /** The last event this request caused in the log that the answer speaks of. */
  token: ConsistencyToken | null;
  executed: number;
  replayed: number;
}
