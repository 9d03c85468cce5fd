import type { Watched, WatchRequest } from "../../../durable-objects/waiting/watchers.ts";
import type { Input } from "../../http/request/input.ts";
import type { Signer } from "../../kernel/access/authenticator.ts";
import type { Reply } from "../../kernel/api/replies.ts";
import type { Route } from "../../kernel/api/route.ts";
import type { Effects } from "../../kernel/operation/session.ts";
import type { Registry } from "../../kernel/registry.ts";
import type { Result } from "../../kernel/values/result.ts";

/** What the fields of one request run on. */
export interface Host {
  readonly registry: Registry;
  readonly signer: Signer;
  /** The tenant whose log answers speak of. */
  readonly tenantId: string;
  /** Languages to try, most preferred first. */
  readonly requestedLocales: readonly string[];
  readonly traceId: string;
  /** Calls a route's operation, as a REST request with these parts would. */
  readonly call: (route: Route, input: Input, options: CallOptions) => Promise<Called>;
  /** Waits for events of the tenant. Null if too many wait already. */
  readonly watch: (request: WatchRequest) => Promise<Watched | null>;
}

/** What a REST request would say in its headers. */
export interface CallOptions {
  readonly idempotencyKey: string | undefined;
  readonly ifMatch: string | undefined;
  /** A bearer token of the resource. */
  readonly token: string | undefined;
  /** A place in the log that the read must include. */
  readonly atLeast?: { readonly epoch: number; readonly seq: number } | null;
}

/** An operation's answer, and what else its response would say. */
export interface Called {
  readonly result: Result<Reply>;
  readonly effects: Effects;
}
