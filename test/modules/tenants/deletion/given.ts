import { platformToken } from "../../../../src/kernel/access/actor.ts";
import { eraseTenant } from "../../../../src/projection/erasure/erase.ts";
import { type LocalTenant, openPlatform } from "../../../support/node/platform.ts";
import type { LocalReadModel } from "../../../support/node/read-model.ts";

export const dayMs = 24 * 60 * 60 * 1000;

/** The platform with its own object, in which tenants are created and deleted. */
export function openWithRecords() {
  const platform = openPlatform();
  const { clock, readModel } = platform;
  const records = platform.tenant("platform");
  const objects = new Map<string, LocalTenant>();
  Object.assign(platform.world.outside, {
    eraseTenant: (id: string) =>
      eraseTenant(
        {
          readModel,
          now: clock.now,
          destroyObject: async () => destroy(objects.get(id)),
          removeFiles: (owner) => platform.world.stored.files.remove(`${owner}/`),
        },
        id,
      ),
  });
  const runIn = (tenant: LocalTenant, command: string, input: unknown): unknown => {
    const request = { command, input, actor: platformToken, correlationId: "01J00000000000000000000000" };
    const result = tenant.core.execute(request);
    if (!result.ok) throw new Error(JSON.stringify(result.refusal));
    return result.answer;
  };
  const run = (command: string, input: unknown) => runIn(records, command, input) as Record<string, unknown>;
  return {
    platform,
    records,
    run,
    runIn,
    recordOf(id: string) {
      const query = "tenants.find";
      const found = records.core.ask({ query, input: { by: "id", value: id }, actor: platformToken });
      return (found.ok ? found.value : {}) as Record<string, unknown>;
    },
    /** A tenant with some products, as the read model shows it. */
    async makeTenant(slug: string): Promise<LocalTenant> {
      const domains = [`${slug}.example`];
      const { id } = run("tenants.reserve", { slug, domains, region: null });
      const tenant = platform.tenant(String(id));
      objects.set(tenant.id, tenant);
      const names = { slug, name: slug, defaultCurrency: "USD", defaultLocale: "en" };
      const minted = { id: "key_01J00000000000000000000000", hash: "hash", sealed: "sealed" };
      runIn(tenant, "tenants.initialise", { tenant: names, minted });
      run("tenants.changeRecord", { id, status: "active" });
      for (const title of ["Lamp", "Mug"]) {
        const variants = [{ sku: title, stocked: 3, prices: [{ amount: 1_000, currency: "USD" }] }];
        const translations = [{ locale: "en", title }];
        runIn(tenant, "catalogue.createProduct", { translations, variants });
      }
      runIn(tenant, "customers.createCustomer", { email: "ada@shop.example" });
      await platform.deliverAll();
      return tenant;
    },
    requestDeletion: (id: string, days: number) =>
      run("tenants.requestDeletion", { id, deleteAt: new Date(clock.now() + days * dayMs).toISOString() }),
  };
}

/** As the runtime does: everything that is stored goes, and the object is as if it had never been provisioned. */
function destroy(tenant: LocalTenant | undefined): void {
  if (tenant !== undefined) Object.assign(tenant, { core: undefined });
}

/** Every row of a tenant in the read model, by table, whatever tables there are. */
export function rowsOf(readModel: LocalReadModel, tenantId: string): Readonly<Record<string, number>> {
  const counts = tablesWithTenants(readModel).map((table) => {
    const [row] = readModel.rows(`SELECT count(*) AS total FROM ${table} WHERE tenant_id = ?1`, tenantId);
    return [table, Number(row?.total)] as const;
  });
  return Object.fromEntries(counts.filter(([, total]) => total > 0));
}

export function tablesWithTenants(readModel: LocalReadModel): readonly string[] {
  return readModel
    .rows(
      `SELECT m.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c
      WHERE m.type = 'table' AND c.name = 'tenant_id' ORDER BY m.name`,
    )
    .map(({ name }) => String(name));
}
