import { samePrices, type Tenant } from "../../src/kernel/access/tenant.ts";
import type { WorkflowContext } from "../../src/kernel/operation/workflow.ts";
import { ok, type Result } from "../../src/kernel/values/result.ts";
import { runImport } from "../../src/modules/product-files/import/run/run.ts";
import { settingsOf } from "../../src/modules/tenants/index.ts";
import { openStoppedTenant, type StoppedTenant } from "../node/tenant.ts";
import { Problem } from "../problem.ts";
import { openDatabases } from "../state/databases.ts";
import { prepareStateDir } from "../state/folder.ts";
import { lockStateDir } from "../state/lock.ts";
import { endOrphans } from "../state/workerd.ts";
import type { GroupKind, Target } from "./fill.ts";

/** Opens a shop of a stopped platform. Locks the state folder while it is open. */
export async function withStoppedTarget(
  stateDir: string,
  slug: string,
  work: (target: Target) => Promise<void>,
): Promise<void> {
  const release = lockStateDir(prepareStateDir(stateDir));
  try {
    await endOrphans(prepareStateDir(stateDir));
    const databases = openDatabases(stateDir);
    try {
      const { tenantId, sqlite } = databases.objectOf(slug);
      await work(stoppedTarget(slug, tenantId, openStoppedTenant(tenantId, sqlite, databases.d1)));
    } finally {
      databases.close();
    }
  } finally {
    release();
  }
}

/** Fills a shop in the files of a stopped platform. Runs the same commands, many in one transaction. */
function stoppedTarget(slug: string, tenantId: string, tenant: StoppedTenant): Target {
  const settings = settingsOf(tenant.database, tenantId);
  const known: Tenant = {
    ...settings,
    ...{ id: tenantId, slug, domains: [], pricing: samePrices },
    epoch: { epoch: 0, floors: {} },
  };
  const context: Pick<WorkflowContext, "tenant" | "invokeAll" | "pause"> = {
    tenant: async () => ok(known),
    // The answers come directly from the command, without a network call, so their type is correct.
    invokeAll: async (command, inputs) =>
      inputs.map((input) => tenant.execute(command.name, input) as Result<never>),
    pause: async () => undefined,
  };
  const must = (command: string, input: unknown): unknown => {
    const result = tenant.execute(command, input);
    if (!result.ok) throw new Problem(`${command} was refused: ${JSON.stringify(result.refusal)}`);
    return result.value;
  };
  const nameOf = { collection: "Collection", category: "Category" } as const satisfies Record<
    GroupKind,
    string
  >;
  return {
    locales: async () => [
      settings.defaultLocale,
      ...settings.locales.filter((locale) => locale !== settings.defaultLocale),
    ],
    async importProducts(csv) {
      await tenant.inOneTransaction(async () => {
        const report = await runImport(context, {
          file: new Blob([csv]).stream(),
          charset: null,
          duplicateSkus: "refuse",
          dryRun: false,
        });
        if (!report.ok || report.value.failed > 0)
          throw new Problem(`The import failed: ${JSON.stringify(report).slice(0, 1_000)}`);
      });
      await tenant.project();
    },
    idsOf: async (handles) => tenant.productIds(settings.defaultLocale, handles),
    async translate(id, text) {
      must("catalogue.updateProduct", { id, patch: { translations: [text] } });
    },
    async makeGroup(kind, title, handle) {
      const translations = [{ locale: settings.defaultLocale, title, handle }];
      const made = tenant.execute(`catalogue.create${nameOf[kind]}`, { translations });
      if (made.ok) return String(Object(made.value).id);
      if (made.refusal.code === "duplicate-handle") return null;
      throw new Problem(`A ${kind} was refused: ${JSON.stringify(made.refusal)}`);
    },
    async setProducts(kind, id, productIds) {
      must(`catalogue.setProductsOf${nameOf[kind]}`, { id, productIds });
    },
    finish: () => tenant.project(),
  };
}
