import { WorkerEntrypoint } from "cloudflare:workers";
import { createApp } from "./app.ts";
import { openReadModel } from "./platform/read-model.ts";
import { consume } from "./projection/consumer.ts";
import { projectorDeps } from "./projection/deps.ts";
import { type Begun, beginReaction, throwIfPaused } from "./projection/reactions/hand-over.ts";
import { serve } from "./projection/serve.ts";
import { sweepReadModel } from "./projection/sweep.ts";
import { registry } from "./registry.ts";
import { flushTelemetry, handOverTelemetry } from "./telemetry/isolate.ts";
import { emit } from "./telemetry/log/emit.ts";
import { costOf, createMeter } from "./telemetry/meter.ts";
import { continueTrace, inTrace } from "./telemetry/trace.ts";

export { Directory } from "../durable-objects/directory.ts";
export { Metrics } from "../durable-objects/metrics.ts";
export { TenantReads } from "../durable-objects/reads.ts";
export { TenantObject } from "../durable-objects/tenant.ts";

const app = createApp(registry);

/** Wakes the projector without the queue. A tenant's object calls it when its notifications stay pending. */
export class Projector extends WorkerEntrypoint<Env> {
  async wake(tenantId: string, subscription: string, rebuild: boolean): Promise<void> {
    try {
      await this.#serve(tenantId, subscription, rebuild);
    } finally {
      flushTelemetry(this.ctx);
    }
  }

  /** Begins a reaction. It goes on after this has answered. */
  react(tenantId: string, subscription: string): Promise<Begun> {
    return beginReaction(
      // What it has told is handed over with it: nobody waits for what it leaves behind.
      this.#serve(tenantId, subscription, false).finally(handOverTelemetry),
      { tenantId, subscription },
      this.ctx,
      (ms) => scheduler.wait(ms),
    );
  }

  async #serve(tenantId: string, subscription: string, rebuild: boolean): Promise<void> {
    await serve(projectorDeps(this.env, registry, createMeter()), { tenantId, subscription, rebuild });
  }
}

export default {
  async fetch(request, env, execution) {
    const response = await app.fetch(request, env, execution);
    flushTelemetry(execution);
    return response;
  },
  async queue(batch, env, { exports }) {
    await consume(batch, projectorDeps(env, registry, createMeter()), async ({ tenantId, subscription }) =>
      throwIfPaused(await exports.Projector.react(tenantId, subscription)),
    );
    await handOverTelemetry();
  },
  async scheduled(controller, env, execution) {
    const meter = createMeter();
    const startedAt = Date.now();
    const statements = await sweepReadModel(
      registry,
      openReadModel(env.DB, "primary", meter),
      controller.scheduledTime,
    );
    emit("maintenance", {
      tenant_id: null,
      ...inTrace(continueTrace(undefined)),
      ...costOf(meter, Date.now() - startedAt),
      job: "sweep-read-model",
      statements,
    });
    flushTelemetry(execution);
  },
} satisfies ExportedHandler<Env>;
