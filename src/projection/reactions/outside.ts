import type { ExecuteRequest, ExecuteResult } from "../../../durable-objects/write/transaction.ts";
import type { Signer } from "../../kernel/access/authenticator.ts";
import type { Mailer, StoredSecrets } from "../../kernel/delivery/reaction.ts";
import type { Files } from "../../kernel/operation/files.ts";
import type { Result } from "../../kernel/values/result.ts";
import type { Breaker } from "../failures/breaker.ts";

/** The I/O that reactions use: external services, and calls to the tenant's object. */
export interface Outside {
  /** A mailer for mails about one aggregate. The signal is aborted at the reaction's time limit. */
  readonly mailer: (tenantId: string, about: string, signal: AbortSignal) => Mailer;
  readonly signer: Signer;
  readonly secrets: StoredSecrets;
  /** Whether the platform runs on one machine, for development. */
  readonly isLocal: boolean;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly execute: (tenantId: string, request: ExecuteRequest) => Promise<ExecuteResult>;
  readonly ask: (tenantId: string, query: string, input: unknown) => Promise<Result<unknown>>;
  readonly files: Pick<Files, "remove" | "abandonParts">;
  readonly eraseTenant: (tenantId: string) => Promise<boolean>;
  readonly startTimer: (ms: number) => Timer;
  /**
   * The breaker of one tenant's subscription, and the keys that failed since the external service last
   * responded.
   */
  readonly breakerOf: (tenantId: string, subscription: string) => ReactionBreaker;
}

/**
 * Opens when the external service is unavailable for several keys. One key alone must not make the others
 * wait.
 */
export interface ReactionBreaker {
  readonly breaker: Breaker;
  readonly failedKeys: Set<string>;
}

/** A running time limit. */
export interface Timer {
  readonly signal: AbortSignal;
  /** Resolves when the time limit is reached. */
  readonly over: Promise<void>;
  stop(): void;
}
