import type { Policy } from "./token-bucket.ts";

/** A rate limit that the tenant's object counts exactly, across isolates and data centers. */
export interface TokenPolicy extends Policy {
  /** Policies with one name share their buckets. */
  readonly name: string;
  /** Whether it is counted where rate limits are off, because it protects accounts and not the platform. */
  readonly protectsAccounts?: true;
}

/** A token that a command takes: of which policy, and from whose bucket. */
export interface TokenRequest {
  readonly policy: TokenPolicy;
  /** Whoever is limited: `context.caller`, an account's id, an e-mail address. Only its hash is stored. */
  readonly key: string;
}
