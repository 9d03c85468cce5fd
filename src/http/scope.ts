import type { Registry } from "../kernel/registry.ts";
import { newUlid } from "../kernel/values/id.ts";
import { type DirectoryClient, directoryClient } from "../platform/directory-client.ts";
import { keyRingOf } from "../platform/secrets.ts";
import type { KeyRing } from "../platform/signing.ts";
import { createMeter, type Meter } from "../platform/telemetry.ts";
import { type TenantClient, tenantClient } from "../platform/tenant-client.ts";
import { continueTrace, type Trace } from "../platform/trace.ts";
import { canonicalAddress } from "./request/address.ts";
import { urlOf } from "./request/url.ts";

/** One request and what it may use. Nothing here outlives the request. */
export interface Scope {
  readonly request: Request;
  /** Its path is in canonical form. Decisions use `path` and parsed parameters: an id has many spellings. */
  readonly url: URL;
  /** The path in canonical form. */
  readonly path: string;
  readonly env: Env;
  readonly registry: Registry;
  readonly signer: KeyRing;
  readonly directory: DirectoryClient;
  readonly trace: Trace;
  /** The request's id, and the correlation id of every event that follows from it. */
  readonly requestId: string;
  readonly meter: Meter;
  /** Milliseconds since 1970, when the request began. */
  readonly now: number;
  readonly address: string | undefined;
  /** Headers that a stage adds to the answer, whichever stage answers. */
  readonly answerHeaders: Headers;
  readonly background: (work: Promise<unknown>) => void;
  readonly tenant: (tenantId: string, region?: string) => TenantClient;
}

/** Opens the scope of a request. Nothing is called until it is used. */
export function openScope(
  request: Request,
  env: Env,
  execution: ExecutionContext,
  registry: Registry,
  path?: string,
): Scope {
  const url = urlOf(request);
  const meter = createMeter();
  const now = Date.now();
  return {
    request,
    url,
    path: path ?? url.pathname,
    env,
    registry,
    signer: keyRingOf(env),
    directory: directoryClient(env.DIRECTORY, meter, Date.now),
    trace: continueTrace(request.headers.get("traceparent") ?? undefined),
    requestId: newUlid(now, Math.random),
    meter,
    now,
    address: canonicalAddress(request.headers.get("CF-Connecting-IP")),
    answerHeaders: new Headers(),
    background: (work) => execution.waitUntil(work),
    tenant: (tenantId, region) => tenantClient(env.TENANTS, tenantId, meter, region),
  };
}
