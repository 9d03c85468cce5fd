import type { Registry } from "../kernel/registry.ts";
import { openReadModel } from "../platform/read-model.ts";
import { logLine, type Meter } from "../platform/telemetry.ts";
import { tenantClient } from "../platform/tenant-client.ts";
import { behindBreaker, createBreaker } from "./breaker.ts";
import type { ProjectorDeps } from "./projector.ts";

/** One for the isolate: whatever learns that D1 is down spares all others the wait. Plain data, no I/O in it. */
const breaker = createBreaker(Date.now, Math.random);

/** The projector on the real platform. */
export function projectorDeps(env: Env, registry: Registry, meter: Meter): ProjectorDeps {
  return {
    registry,
    readModel: behindBreaker(openReadModel(env.DB, "primary", meter), breaker),
    log(tenantId) {
      const client = tenantClient(env.TENANTS, tenantId, meter);
      return { ...client, overtaken: async () => undefined };
    },
    now: Date.now,
    random: Math.random,
    report: (run) => logLine({ kind: "projection", ...run }),
  };
}
