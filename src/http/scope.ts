import type { Registry } from "../kernel/registry.ts";
import { newUlid } from "../kernel/values/id.ts";
import { type DirectoryClient, directoryClient } from "../platform/directory-client.ts";
import { keyRingOf } from "../platform/secrets.ts";
import type { KeyRing } from "../platform/signing.ts";
import { type TenantClient, tenantClient } from "../platform/tenant-client.ts";
import { createMeter, type Meter, meterWithin } from "../telemetry/meter.ts";
import { continueTrace, type Trace } from "../telemetry/trace.ts";
import { type Observed, observedNothing } from "./observed.ts";
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
  /** Counts the round trips of the operation, a part of all. */
  readonly operationMeter: Meter;
  /** What stages find out for the log line. */
  readonly observed: Observed;
  /** Milliseconds since 1970, when the request began. */
  readonly now: number;
  readonly address: string | undefined;
  /** Headers that a stage adds to the answer, whichever stage answers. */
  readonly answerHeaders: Map<string, string>;
  readonly background: (work: Promise<unknown>) => void;
  readonly tenant: (tenantId: string, region?: string) => TenantClient;
}

/** Opens the scope of a request. */
export function openScope(
  request: Request,
  env: Env,
  execution: Pick<ExecutionContext, "waitUntil">,
  registry: Registry,
  target?: () => Target,
): Scope {
  return new RequestScope(request, env, execution, registry, target);
}

/** Makes everything when it is first used: a cached answer needs little of it. */
class RequestScope implements Scope {
  readonly request: Request;
  readonly env: Env;
  readonly registry: Registry;
  readonly now = Date.now();
  readonly answerHeaders = new Map<string, string>();
  readonly #execution: Pick<ExecutionContext, "waitUntil">;
  readonly #makeTarget: (() => Target) | undefined;
  #meter?: Meter;
  #operationMeter?: Meter;
  #observed?: Observed;
  #url?: URL;
  #target?: Target;
  #directory?: DirectoryClient;
  #trace?: Trace;
  #requestId?: string;
  #address?: { readonly canonical: string | undefined };

  constructor(
    request: Request,
    env: Env,
    execution: Pick<ExecutionContext, "waitUntil">,
    registry: Registry,
    target?: () => Target,
  ) {
    this.request = request;
    this.env = env;
    this.registry = registry;
    this.#execution = execution;
    this.#makeTarget = target;
  }

  get url(): URL {
    this.#url ??= urlOf(this.request);
    return this.#url;
  }

  get target(): Target {
    this.#target ??= this.#makeTarget?.() ?? { params: null, path: this.url.pathname };
    return this.#target;
  }

  get path(): string {
    return this.target.path;
  }

  get signer(): KeyRing {
    return keyRingOf(this.env);
  }

  get meter(): Meter {
    this.#meter ??= createMeter();
    return this.#meter;
  }

  get operationMeter(): Meter {
    this.#operationMeter ??= meterWithin(this.meter);
    return this.#operationMeter;
  }

  get observed(): Observed {
    this.#observed ??= observedNothing();
    return this.#observed;
  }

  get directory(): DirectoryClient {
    this.#directory ??= directoryClient(this.env.DIRECTORY, this.meter, Date.now);
    return this.#directory;
  }

  get trace(): Trace {
    this.#trace ??= continueTrace(this.request.headers.get("traceparent") ?? undefined);
    return this.#trace;
  }

  get requestId(): string {
    this.#requestId ??= newUlid(this.now, Math.random);
    return this.#requestId;
  }

  get address(): string | undefined {
    this.#address ??= { canonical: canonicalAddress(this.request.headers.get("CF-Connecting-IP")) };
    return this.#address.canonical;
  }

  get background(): Scope["background"] {
    return (work) => this.#execution.waitUntil(work);
  }

  get tenant(): Scope["tenant"] {
    return (tenantId, region) => tenantClient(this.env.TENANTS, tenantId, this.meter, region);
  }
}
