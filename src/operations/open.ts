import { type Freshness, openReadModel } from "../platform/read-model.ts";
import { createInvoker, type Invoker } from "./invoke.ts";
import { createPorts } from "./ports.ts";
import { readYourWrites } from "./read-your-writes.ts";
import { objectOf, type Runtime } from "./runtime.ts";

/** Invokes operations on the real platform. A transport can pass a way to the read model that observes its reads. */
export function openInvoker(
  runtime: Runtime,
  readModel = (freshness: Freshness) => openReadModel(runtime.env.DB, freshness, runtime.operationMeter),
): Invoker {
  const { registry, directory } = runtime;
  return createInvoker({
    registry,
    object: (tenantId) => objectOf(runtime, tenantId),
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
