import type { Registry } from "../kernel/registry.ts";
import type { DirectoryClient } from "../platform/directory-client.ts";
import type { KeyRing } from "../platform/signing.ts";
import { type TenantClient, tenantClient } from "../platform/tenant-client.ts";
import type { Meter } from "../telemetry/meter.ts";

/** What a transport in a Worker provides for one request. */
export interface Runtime {
  readonly env: Env;
  readonly registry: Registry;
  readonly signer: KeyRing;
  readonly directory: DirectoryClient;
  readonly meter: Meter;
  /** Counts what operations themselves spend, which `meter` counts too. Their budgets are about this. */
  readonly operationMeter: Meter;
  /** Milliseconds since 1970, when the request began. */
  readonly now: number;
  readonly tenant: (tenantId: string, region?: string) => TenantClient;
}

/** A tenant's object, as an operation calls it. */
export function objectOf({ env, operationMeter }: Runtime, tenantId: string, region?: string): TenantClient {
  return tenantClient(env.TENANTS, tenantId, operationMeter, region);
}
