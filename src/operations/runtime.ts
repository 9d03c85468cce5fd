import type { Registry } from "../kernel/registry.ts";
import type { DirectoryClient } from "../platform/directory-client.ts";
import type { KeyRing } from "../platform/signing.ts";
import type { Meter } from "../platform/telemetry.ts";
import type { TenantClient } from "../platform/tenant-client.ts";

/** What a transport in a Worker provides for one request. */
export interface Runtime {
  readonly env: Env;
  readonly registry: Registry;
  readonly signer: KeyRing;
  readonly directory: DirectoryClient;
  readonly meter: Meter;
  /** Milliseconds since 1970, when the request began. */
  readonly now: number;
  readonly tenant: (tenantId: string, region?: string) => TenantClient;
}
