import type { Actor } from "../access/actor.ts";
import type { Grants } from "../access/permission.ts";
import type { Tenant } from "../access/tenant.ts";

/** A place in one tenant's log. */
export interface LogPosition {
  readonly tenantId: string;
  readonly epoch: number;
  readonly seq: number;
}

/** A caller's key for a request that must not happen twice. */
export interface IdempotentRequest {
  readonly key: string;
  /** What names the request beside the key, as the transport has it; the operation's name where it is left out. */
  readonly name?: readonly string[];
  /** What tells this request from another under the same key; the operation's input where it is left out. */
  readonly content?: unknown;
}

/** What operations leave behind for the transport to tell. */
export interface Effects {
  /** The last event in the log that the answer speaks of. */
  token: LogPosition | null;
  executed: number;
  replayed: number;
}

/** On whose behalf operations are invoked, and under which conditions. No transport's own terms are in it. */
export interface Session {
  readonly actor: Actor;
  readonly grants: Grants;
  /** Null above all tenants. */
  readonly tenant: Tenant | null;
  /** Whether the caller, without an account, shows a token of the thing asked for. The operation checks the token. */
  readonly bearsToken: boolean;
  readonly idempotency: IdempotentRequest | null;
  /** Entity tags, of which one must be current. */
  readonly ifMatch: readonly string[] | null;
  /** Reads of the read model are no older. */
  readonly consistencyToken: LogPosition | null;
  /** Languages to try, the most wanted first. */
  readonly requestedLocales: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly correlationId: string;
  readonly traceparent?: string | undefined;
  readonly address?: string | undefined;
  readonly effects: Effects;
}

/** Effects of a session that has done nothing yet. */
export function noEffects(): Effects {
  return { token: null, executed: 0, replayed: 0 };
}
