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
  /** Whether it carries a token for a single resource. */
  readonly bearsToken: boolean;
  readonly effects: Effects;
}

/** The session that a request opens. */
export function sessionOf(scope: Scope, parsed: Parsed): Session {
  const { caller, tenant, headers, input, bearsToken, effects } = parsed;
  const { idempotencyKey, ifMatch, consistencyToken } = headers;
  return {
    actor: caller.actor,
    grants: caller.grants,
    tenant,
    bearsToken,
    idempotency:
      idempotencyKey === undefined
        ? null
        : {
            key: idempotencyKey,
            name: [scope.request.method, scope.url.pathname],
            content: { body: input.sameness, query: input.query },
          },
    ifMatch: ifMatch ?? null,
    consistencyToken: consistencyToken ?? null,
    requestedLocales: input.requestedLocales,
    now: scope.now,
    correlationId: scope.requestId,
    traceparent: scope.trace.traceparent,
    address: scope.address,
    effects,
  };
}
