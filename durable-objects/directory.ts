import { DurableObject } from "cloudflare:workers";
import { platformToken } from "../src/kernel/access/actor.ts";
import type { Tenant } from "../src/kernel/access/tenant.ts";
import { isWithin } from "../src/kernel/clock.ts";
import { readModelName } from "../src/kernel/delivery/subscription.ts";
import {
  findTenant,
  readTenant,
  settingsOfTenant,
  settingsShape,
  tenantFrom,
  tenantRecord,
} from "../src/modules/tenants/index.ts";
import { keyOf, type TenantName } from "../src/platform/directory-client.ts";
import { openReadModel } from "../src/platform/read-model.ts";
import { tenantClient } from "../src/platform/tenant-client.ts";
import { flushTelemetry } from "../src/telemetry/isolate.ts";
import { logFailure } from "../src/telemetry/log/failure.ts";
import { createMeter } from "../src/telemetry/meter.ts";
import { createNameCache } from "./name-cache.ts";

const readModelPatienceMs = 500;
/** How long the platform's object is asked at once, after the read model did not answer in time. */
const silentForMs = 5_000;
/** How long a request waits for a read model that was emptied. */
const projectionPatienceMs = 2_000;

/** What the read model has of a tenant, if it answered in time. */
interface Projected {
  readonly answered: boolean;
  readonly tenant: Tenant | null;
}

/**
 * Resolves hosts, slugs and ids to tenants. All requests within an object share one I/O context, so a thousand
 * requests for one name become one look-up.
 */
export class Directory extends DurableObject<Env> {
  readonly #cache = createNameCache<Tenant>(Date.now);
  /** When the read model last did not answer in time. */
  #silentAt = 0;

  resolve(name: TenantName): Promise<Tenant | null> {
    return this.#cache.get(keyOf(name), () => this.#lookUp(name));
  }

  /** Whether somebody was told lately that the name is unknown. */
  forget(name: TenantName): boolean {
    return this.#cache.forget(keyOf(name));
  }

  async #lookUp(name: TenantName): Promise<Tenant | null> {
    const projected = await this.#askTheReadModel(name);
    if (projected.tenant !== null) return projected.tenant;
    const known = await this.#askThePlatform(name);
    // Whatever went wrong on the way has been counted.
    flushTelemetry(this.ctx);
    // Only a new tenant is not projected yet. For any other, the read model was emptied: nobody else would notice
    // before the tenant's next write.
    if (known !== null && projected.answered) await this.#project(known.id);
    return known;
  }

  /** Projects the tenant's record and its own log. A small shop is complete before the request goes on. */
  async #project(tenantId: string): Promise<void> {
    const projected = ["platform", tenantId].map(async (id) => {
      try {
        await this.ctx.exports.Projector.wake(id, readModelName, false);
      } catch (error) {
        logFailure("directory", error, { tenant_id: id });
      }
    });
    const all = Promise.all(projected);
    this.ctx.waitUntil(all);
    await Promise.race([all, scheduler.wait(projectionPatienceMs)]);
  }

  /** Orders need the tenant's name too, so a slow or unavailable read model must not block them. */
  async #askTheReadModel(name: TenantName): Promise<Projected> {
    const silent = { answered: false, tenant: null };
    if (isWithin(this.#silentAt + silentForMs, Date.now(), silentForMs)) return silent;
    const answer = readTenant(openReadModel(this.env.DB, "primary", createMeter()), name).then(
      (tenant) => ({ answered: true, tenant }),
      (error) => {
        logFailure("directory", error);
        return silent;
      },
    );
    const inTime = await Promise.race([answer, scheduler.wait(readModelPatienceMs).then(() => null)]);
    if (inTime !== null) return inTime;
    this.#silentAt = Date.now();
    return silent;
  }

  /** Asks the platform object, which always knows a tenant. The read model may not know a new one yet. */
  async #askThePlatform(name: TenantName): Promise<Tenant | null> {
    const client = (id: string) => tenantClient(this.env.TENANTS, id, createMeter());
    const found = await client("platform").ask({ query: findTenant.name, input: name, actor: platformToken });
    const record = tenantRecord.safeParse(found.ok ? found.value : null);
    if (!record.success || record.data.status === "provisioning") return null;
    const { id } = record.data;
    const settings = await client(id).ask({ query: settingsOfTenant.name, input: {}, actor: platformToken });
    return settings.ok ? tenantFrom(record.data, settingsShape.parse(settings.value)) : null;
  }
}
