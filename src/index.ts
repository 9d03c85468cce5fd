import { env as bindings, WorkerEntrypoint } from "cloudflare:workers";
import { createApp } from "./app.ts";
import { openReadModel } from "./platform/read-model.ts";
import { createMeter, logLine } from "./platform/telemetry.ts";
import { consume } from "./projection/consumer.ts";
import { projectorDeps } from "./projection/deps.ts";
import { serve } from "./projection/serve.ts";
import { sweepReadModel } from "./projection/sweep.ts";
import { registry } from "./registry.ts";
import { type Dataset, flushTelemetry, writePointsTo } from "./telemetry/metrics/isolate.ts";

export { Directory } from "../durable-objects/directory.ts";
export { Metrics } from "../durable-objects/metrics.ts";
export { TenantReads } from "../durable-objects/reads.ts";
export { TenantObject } from "../durable-objects/tenant.ts";

const app = createApp(registry);
// The binding is optional, so the generated type lacks it.
writePointsTo((bindings as { readonly ANALYTICS?: Dataset }).ANALYTICS);

/** Wakes the projector without the queue. A tenant's object calls it when its notifications stay pending. */
export class Projector extends WorkerEntrypoint<Env> {
  async wake(tenantId: string, subscription: string, rebuild: boolean): Promise<void> {
    try {
      await serve(projectorDeps(this.env, registry, createMeter()), { tenantId, subscription, rebuild });
    } finally {
      flushTelemetry(this.env, this.ctx);
    }
  }
}

export default {
  async fetch(request, env, execution) {
    const response = await app.fetch(request, env, execution);
    flushTelemetry(env, execution);
    return response;
  },
  async queue(batch, env, execution) {
    await consume(batch, projectorDeps(env, registry, createMeter()));
    flushTelemetry(env, execution);
  },
  async scheduled(controller, env, execution) {
    const swept = await sweepReadModel(
      registry,
      openReadModel(env.DB, "primary", createMeter()),
      controller.scheduledTime,
    );
    logLine({ kind: "maintenance", statements: swept });
    flushTelemetry(env, execution);
  },
} satisfies ExportedHandler<Env>;
