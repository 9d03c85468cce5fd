import { DurableObject } from "cloudflare:workers";
import { graphqlReads } from "../src/graphql/endpoint/route.ts";
import { sizeOf } from "../src/http/cache/answer.ts";
import type { StoreRead } from "../src/http/cache/canonical.ts";
import { type FillResult, fillAnswer } from "../src/http/cache/fill.ts";
import type { GateAnswer, GateRequest, ReadGate } from "../src/http/cache/gate.ts";
import type { ReportedChanges } from "../src/http/cache/isolate/changes.ts";
import type { Tenant } from "../src/kernel/access/tenant.ts";
import { refusal } from "../src/kernel/api/problem.ts";
import type { Runtime } from "../src/operations/runtime.ts";
import { directoryClient } from "../src/platform/directory-client.ts";
import { isNotNow } from "../src/platform/not-now.ts";
import { type Freshness, openReadModel } from "../src/platform/read-model.ts";
import { keyRingOf } from "../src/platform/secrets.ts";
import { tenantClient } from "../src/platform/tenant-client.ts";
import { readChangedTags } from "../src/projection/positions/cache-tags.ts";
import { registry } from "../src/registry.ts";
import { flushTelemetry } from "../src/telemetry/isolate.ts";
import { logFailure } from "../src/telemetry/log/failure.ts";
import { createMeter, type Meter } from "../src/telemetry/meter.ts";
import { createGate, type Filled } from "./reads/gate.ts";

/**
 * Reads storefront answers from the read model, for everybody who asks at the same time. All requests within an object
 * share one I/O context, so a thousand requests for one page become one query. It stores nothing: a tenant has eight of
 * them, apart from its writer, so that a crawler never stands in front of an order.
 */
export class TenantReads extends DurableObject<Env> implements ReadGate {
  readonly #answers = createGate<Filled & { readonly answer: FillResult; readonly roundTrips: Meter }>(deps);
  readonly #changes = createGate<Filled & Pick<ReportedChanges, "changes"> & { readonly filledAt: number }>({
    ...deps,
    keptMs: 500,
  });

  /** The answer of a storefront read. */
  async read({ key, tenant, read: wanted, needed }: GateRequest): Promise<GateAnswer> {
    try {
      const read = await this.#answers.read(key, needed, (freshness) =>
        this.#fill(tenant, wanted, freshness),
      );
      if (read === null) return overloaded;
      const { answer, roundTrips } = read.filled;
      return {
        ...answer,
        collapsed: read.collapsed,
        roundTrips: read.collapsed ? createMeter() : roundTrips,
      };
    } catch (error) {
      if (!isNotNow(error)) throw error;
      logFailure("read-gate", error, { tenant_id: tenant.id });
      flushTelemetry(this.ctx);
      return overloaded;
    }
  }

  /** What the projector has changed lately. Null if that can't be read now. */
  async changes(tenantId: string): Promise<ReportedChanges | null> {
    try {
      const read = await this.#changes.read("changes", 0, () => this.#readChanges(tenantId));
      if (read === null) return null;
      return { changes: read.filled.changes, ageMs: Date.now() - read.filled.filledAt };
    } catch (error) {
      if (!isNotNow(error)) throw error;
      return null;
    }
  }

  async #fill(tenant: Tenant, read: StoreRead, freshness: Freshness) {
    const meter = createMeter();
    const runtime: Runtime = {
      env: this.env,
      registry,
      signer: keyRingOf(this.env),
      directory: directoryClient(this.env.DIRECTORY, meter, Date.now),
      meter,
      operationMeter: meter,
      now: Date.now(),
      tenant: (tenantId) => tenantClient(this.env.TENANTS, tenantId, meter),
    };
    const fill = await fillOf(read);
    const answer = await fill(runtime, tenant, read, freshness);
    const filled = { answer, roundTrips: meter };
    // A refusal was made from nothing that could change.
    if ("refusal" in answer) return { ...filled, revision: Number.MAX_SAFE_INTEGER, bytes: 0 };
    return { ...filled, revision: answer.stored.revision.revision, bytes: sizeOf(answer.stored) };
  }

  async #readChanges(tenantId: string) {
    const filledAt = Date.now();
    const changes = await readChangedTags(openReadModel(this.env.DB, "primary", createMeter()), tenantId);
    return { changes, filledAt, revision: 0, bytes: 0 };
  }
}

/** GraphQL is loaded when it is first asked for. */
async function fillOf({ operationId }: StoreRead): Promise<typeof fillAnswer> {
  if (operationId !== graphqlReads) return fillAnswer;
  const { fillGraphql } = await import("../src/graphql/engine.ts");
  return fillGraphql;
}

const deps = { wait: (ms: number) => scheduler.wait(ms) };
const overloaded: GateAnswer = {
  collapsed: false,
  roundTrips: createMeter(),
  refusal: refusal("overloaded", "The read model can't answer right now."),
};
