import type { Registry } from "../kernel/registry.ts";
import { newUlid } from "../kernel/values/id.ts";
import { type DirectoryClient, directoryClient } from "../platform/directory-client.ts";
import { keyRingOf } from "../platform/secrets.ts";
import type { KeyRing } from "../platform/signing.ts";
import { createMeter, type Meter } from "../platform/telemetry.ts";
import { type TenantClient, tenantClient } from "../platform/tenant-client.ts";
import { continueTrace, type Trace } from "../platform/trace.ts";
import { canonicalAddress } from "./request/address.ts";
import type { Target } from "./request/target.ts";
import { urlOf } from "./request/url.ts";

/** One request and what it may use. Nothing here outlives the request. */
export interface Scope {
  readonly request: Request;
  /** Its path is in canonical form. Decisions use `path` and parsed parameters: an id has many spellings. */
  readonly url: URL;
  readonly target: Target;
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
  readonly answerHeaders: Map<string, string>;
  readonly background: (work: Promise<unknown>) => void;
  readonly tenant: (tenantId: string, region?: string) => TenantClient;
}

/** Opens the scope of a request. Everything is made when it is first used: a cached answer needs little of it. */
export function openScope(
  request: Request,
  env: Env,
  execution: ExecutionContext,
  registry: Registry,
  targetOf?: () => Target,
): Scope {
  const meter = createMeter();
  const now = Date.now();
  const url = once(() => urlOf(request));
  const target = once(() => targetOf?.() ?? { params: null, path: url().pathname });
  const signer = once(() => keyRingOf(env));
  const directory = once(() => directoryClient(env.DIRECTORY, meter, Date.now));
  const trace = once(() => continueTrace(request.headers.get("traceparent") ?? undefined));
  const requestId = once(() => newUlid(now, Math.random));
  const address = once(() => canonicalAddress(request.headers.get("CF-Connecting-IP")));
  return {
    request,
    get url() {
      return url();
    },
    get target() {
      return target();
    },
    get path() {
      return target().path;
    },
    env,
    registry,
    get signer() {
      return signer();
    },
    get directory() {
      return directory();
    },
    get trace() {
      return trace();
    },
    get requestId() {
      return requestId();
    },
    meter,
    now,
    get address() {
      return address();
    },
    answerHeaders: new Map(),
    background: (work) => execution.waitUntil(work),
    tenant: (tenantId, region) => tenantClient(env.TENANTS, tenantId, meter, region),
  };
}

/** Makes a value when it is first asked for. */
function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
