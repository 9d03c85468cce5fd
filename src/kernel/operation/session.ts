import type { Actor } from "../access/actor.ts";
import type { Grants } from "../access/permission.ts";
import type { Tenant } from "../access/tenant.ts";

/** A position in one tenant's log. */
export interface LogPosition {
  readonly tenantId: string;
  readonly epoch: number;
  readonly seq: number;
}

/** A caller's idempotency key for a request that must not run twice. */
export interface IdempotentRequest {
  readonly key: string;
  /** What the request acts on, in canonical form. Along with the operation and the key, it identifies the request. */
  readonly target?: unknown;
  /** Distinguishes this request from another with the same key. Defaults to the operation's input. */
  readonly content?: unknown;
}

/** Effects of operations that the transport reports. */
export interface Effects {
  /** The position of the last event that the response reflects. */
  token: LogPosition | null;
  executed: number;
  replayed: number;
}

/** Who invokes operations, and under which conditions. Independent of the transport. */
export interface Session {
  readonly actor: Actor;
  readonly grants: Grants;
  /** The session in which a signed-in account acts. */
  readonly sessionId?: string | undefined;
  /** Null above all tenants. */
  readonly tenant: Tenant | null;
  /**
   * Whether a caller without an account presents a bearer token for the requested resource. The operation
   * verifies it.
   */
  readonly bearsToken: boolean;
  readonly idempotency: IdempotentRequest | null;
  /** Entity tags. One of them must be current. */
  readonly ifMatch: readonly string[] | null;
  /** The position that the read model must have reached before it is read. */
  readonly consistencyToken: LogPosition | null;
  /** Languages to try, most preferred first. */
  readonly requestedLocales: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly correlationId: string;
  readonly traceparent?: string | undefined;
  readonly address?: string | undefined;
  /** The origin at which the caller reached the platform, for links back to it. */
  readonly origin?: string | undefined;
  /** What the caller's program calls itself, cut. */
  readonly userAgent?: string | undefined;
  readonly effects: Effects;
}

/** The effects of a new session. */
export function noEffects(): Effects {
  return { token: null, executed: 0, replayed: 0 };
}
