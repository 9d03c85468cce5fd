import type { Registry } from "../kernel/registry.ts";
import { openReadModel } from "../platform/read-model.ts";
import { logLine, type Meter } from "../platform/telemetry.ts";
import { tenantClient } from "../platform/tenant-client.ts";
import { type ProjectorDeps, readModelSubscription } from "./projector.ts";

/** The projector on the real platform. */
export function projectorDeps(env: Env, registry: Registry, meter: Meter): ProjectorDeps {
  const client = (tenantId: string) => tenantClient(env.TENANTS, tenantId, meter);
  return {
    registry,
    readModel: openReadModel(env.DB, "primary", meter),
    eventsAfter: (tenantId, seq, limit) => client(tenantId).eventsAfter(seq, limit),
    acknowledge: (tenantId, epoch, seq) => client(tenantId).acknowledge(readModelSubscription, epoch, seq),
    report: (run) => logLine({ kind: "projection", ...run }),
  };
}
