import type { ReadModel } from "../kernel/storage/storage.ts";
import { type Freshness, openReadModel } from "../platform/read-model.ts";
import type { TenantClient } from "../platform/tenant-client.ts";
import { createInvoker, type Invoker } from "./invoke.ts";
import { createPorts } from "./ports.ts";
import { readYourWrites } from "./read-your-writes.ts";
import { objectOf, type Runtime } from "./runtime.ts";

/** Ways of a transport to what operations read, which observe or join its reads. */
export interface OwnWays {
  readonly readModel?: (freshness: Freshness) => ReadModel;
  readonly object?: (tenantId: string) => TenantClient;
}

/** Invokes operations on the real platform. */
export function openInvoker(runtime: Runtime, ways: OwnWays = {}): Invoker {
  const { registry, directory } = runtime;
  const {
    readModel = (freshness) => openReadModel(runtime.env.DB, freshness, runtime.operationMeter),
    object = (tenantId) => objectOf(runtime, tenantId),
  } = ways;
  return createInvoker({
    registry,
    object,
    answers: (tenantId) => runtime.tenant(tenantId),
    readModel,
    reach: (position) => readYourWrites(runtime, position),
    async readTenant(id) {
      const name = { by: "id", value: id } as const;
      await directory.forget([name]);
      return directory.resolve(name);
    },
    keyRing: runtime.signer,
    pause: () => scheduler.wait(0),
    ports: (session) => createPorts(runtime, session),
  });
}
