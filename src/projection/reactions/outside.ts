import type { ExecuteRequest, ExecuteResult } from "../../../durable-objects/write/transaction.ts";
import type { Mailer } from "../../kernel/delivery/reaction.ts";
import type { Result } from "../../kernel/values/result.ts";
import type { Breaker } from "../failures/breaker.ts";

/** What reactions work with: the ways out, and the way back into the tenant's object. */
export interface Outside {
  readonly mailer: (tenantId: string) => Mailer;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly execute: (tenantId: string, request: ExecuteRequest) => Promise<ExecuteResult>;
  readonly ask: (tenantId: string, query: string, input: unknown) => Promise<Result<unknown>>;
  readonly startTimer: (ms: number) => Timer;
  /** The breaker of one subscription of one tenant, and the keys that failed since the outside last answered. */
  readonly breakerOf: (tenantId: string, subscription: string) => ReactionBreaker;
}

/** Opens when events of several keys find the outside unavailable: one key alone must not keep the others waiting. */
export interface ReactionBreaker {
  readonly breaker: Breaker;
  readonly failedKeys: Set<string>;
}

/** A time limit that has begun. */
export interface Timer {
  readonly signal: AbortSignal;
  /** Resolves when the time is over. */
  readonly over: Promise<void>;
  stop(): void;
}
