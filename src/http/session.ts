import type { Caller } from "../kernel/access/authenticator.ts";
import type { Tenant } from "../kernel/access/tenant.ts";
import type { Effects, Session } from "../kernel/operation/session.ts";
import type { Input } from "./request/input.ts";
import type { Scope } from "./scope.ts";
import type { RequestHeaders } from "./stages/headers.ts";

/** What is known of a request when its operation is invoked. */
export interface Parsed {
  readonly caller: Caller;
  readonly tenant: Tenant | null;
  readonly headers: RequestHeaders;
  readonly input: Input;
  /** The SHA-256 of each token that opens one resource, by the name of its authenticator. */
  readonly tokens: Readonly<Record<string, string>>;
  readonly effects: Effects;
}

/** The session that a request opens. */
export function sessionOf(scope: Scope, parsed: Parsed): Session {
  const { caller, tenant, headers, input, tokens, effects } = parsed;
  const { idempotencyKey, ifMatch, consistencyToken } = headers;
  return {
    actor: caller.actor,
    grants: caller.grants,
    sessionId: caller.sessionId,
    tenant,
    bearsToken: Object.keys(tokens).length > 0,
    idempotency:
      idempotencyKey === undefined
        ? null
        : {
            key: idempotencyKey,
            target: { params: input.params, tokens },
            content: { body: input.sameness, query: input.query },
          },
    ifMatch: ifMatch ?? null,
    consistencyToken: consistencyToken ?? null,
    requestedLocales: input.requestedLocales,
    now: scope.now,
    correlationId: scope.requestId,
    traceparent: scope.trace.traceparent,
    address: scope.address,
    origin: scope.url.origin,
    userAgent: scope.request.headers.get("User-Agent")?.slice(0, 256),
    effects,
  };
}
