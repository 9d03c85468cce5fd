import { DurableObject } from "cloudflare:workers";
import { platformToken } from "../src/kernel/access/actor.ts";
import type { Tenant } from "../src/kernel/access/tenant.ts";
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
import { createMeter, describeError, logLine } from "../src/platform/telemetry.ts";
import { tenantClient } from "../src/platform/tenant-client.ts";
import { createNameCache } from "./name-cache.ts";

const readModelPatienceMs = 500;

/**
 * Resolves hosts, slugs and ids to tenants. All requests within an object share one I/O context, so a thousand
 * requests for one name become one look-up.
 */
export class Directory extends DurableObject<Env> {
  readonly #cache = createNameCache<Tenant>(Date.now);

  resolve(name: TenantName): Promise<Tenant | null> {
    return this.#cache.get(keyOf(name), () => this.#lookUp(name));
  }

  forget(name: TenantName): void {
    this.#cache.forget(keyOf(name));
  }

  async #lookUp(name: TenantName): Promise<Tenant | null> {
    return (await this.#askTheReadModel(name)) ?? (await this.#askThePlatform(name));
  }

  /** Orders need the tenant's name too, so a slow or unavailable read model must not block them. */
  #askTheReadModel(name: TenantName): Promise<Tenant | null> {
    const tenant = readTenant(openReadModel(this.env.DB, "primary", createMeter()), name).catch((error) => {
      logLine({ kind: "error", at: "directory", ...describeError(error) });
      return null;
    });
    return Promise.race([tenant, scheduler.wait(readModelPatienceMs).then(() => null)]);
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
