import { openReadModel } from "../platform/read-model.ts";
import { createInvoker, type Invoker } from "./invoke.ts";
import { createPorts } from "./ports.ts";
import { readYourWrites } from "./read-your-writes.ts";
import type { Runtime } from "./runtime.ts";

/** Invokes operations on the real platform. */
export function openInvoker(runtime: Runtime): Invoker {
  const { env, registry, directory, meter } = runtime;
  return createInvoker({
    registry,
    object: (tenantId) => runtime.tenant(tenantId),
    readModel: (freshness) => openReadModel(env.DB, freshness, meter),
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
