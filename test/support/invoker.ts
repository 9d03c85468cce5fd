import { platformToken } from "../../src/kernel/access/actor.ts";
import { plainTenant, samePrices, type Tenant } from "../../src/kernel/access/tenant.ts";
import type { Ports } from "../../src/kernel/operation/ports.ts";
import { noEffects, type Session } from "../../src/kernel/operation/session.ts";
import type { AnyOperation } from "../../src/kernel/operation/workflow.ts";
import { ok, type Result } from "../../src/kernel/values/result.ts";
import { settingsOf } from "../../src/modules/tenants/index.ts";
import { createInvoker } from "../../src/operations/invoke.ts";
import { createKeyRing } from "../../src/platform/signing.ts";
import { checkOutput } from "./answers.ts";
import type { LocalPlatform, LocalTenant } from "./node/platform.ts";

const keyRing = createKeyRing("the-signing-secret-of-the-invoker");

/**
 * Invokes operations as platform staff in one tenant. Every result must match the operation's output schema.
 */
export function openInvoker(platform: LocalPlatform, tenant: LocalTenant, ports: Partial<Ports> = {}) {
  const { invoke } = createInvoker({
    registry: platform.registry,
    object: () => ({
      // Only plain data crosses to the object.
      execute: async (request) => tenant.core.execute(structuredClone(request)),
      executeAll: async (requests) => requests.map((one) => tenant.core.execute(structuredClone(one))),
      ask: async (question) => tenant.core.ask(structuredClone(question)),
    }),
    answers: () => ({
      begin: async (key) => tenant.core.begin(key),
      finish: async (key, stored) => tenant.core.finish(key, stored),
    }),
    readModel: () => platform.readModel,
    reach: async () => ok(null),
    readTenant: async () => null,
    pause: async () => undefined,
    keyRing,
    ports() {
      if (Object.keys(ports).length === 0) throw new Error("there are no ports here");
      // A workflow that needs another port fails.
      return ports as Ports;
    },
  });
  return async <Input, Output>(
    operation: AnyOperation<Input, Output>,
    input: NoInfer<Input>,
    more: Partial<Session> = {},
  ): Promise<Result<Output>> => {
    const result = await invoke(operation, input, { ...sessionIn(platform, tenant), ...more });
    if (result.ok) checkOutput(operation, result.value);
    return result;
  };
}

/** A platform staff session in a tenant. The tenant needs no settings. */
function sessionIn({ clock, registry }: LocalPlatform, tenant: LocalTenant): Session {
  return {
    actor: platformToken,
    grants: registry.roles.grantsOf("super_admin"),
    tenant: tenantOf(tenant),
    bearsToken: false,
    idempotency: null,
    ifMatch: null,
    consistencyToken: null,
    requestedLocales: [],
    now: clock.now(),
    correlationId: "01J00000000000000000000000",
    effects: noEffects(),
  };
}

function tenantOf({ id, storage }: LocalTenant): Tenant {
  const unnamed = {
    id,
    slug: "harbour",
    domains: [],
    pricing: samePrices,
    epoch: { epoch: 1, floors: {} },
  } as const;
  try {
    return { ...settingsOf(storage.database, id), ...unnamed };
  } catch {
    return { ...plainTenant({ id, slug: "harbour", name: "A shop" }), lowStockThreshold: 5 };
  }
}
