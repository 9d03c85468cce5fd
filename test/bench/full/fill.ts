import { openStoppedTenant, type StoppedTenant } from "../../../local/node/tenant.ts";
import { openDatabases } from "../../../local/state/databases.ts";

/** What a tenant is filled with. */
export interface Filling {
  readonly carts: number;
  readonly orders: number;
  readonly items: readonly { readonly variantId: string; readonly quantity: number }[];
  readonly addressee: object;
}

/**
 * Fills a tenant of a stopped platform with open carts and orders, by the commands that shoppers' requests run, many in one
 * transaction. Mails about them are taken as sent.
 */
export async function fillTenant(stateDir: string, slug: string, filling: Filling): Promise<void> {
  const databases = openDatabases(stateDir);
  try {
    const { tenantId, sqlite } = databases.objectOf(slug);
    const tenant = openStoppedTenant(tenantId, sqlite, databases.d1);
    const { items, addressee } = filling;
    const input = (index: number) => ({ items, requestedLocales: [], minted: minted(index) });
    await repeat(tenant, filling.carts, (index) => must(tenant, "checkout.openCart", input(index)));
    await repeat(tenant, filling.orders, (index) =>
      must(tenant, "checkout.checkout", { ...input(filling.carts + index), ...addressee }),
    );
    sqlite.exec(
      "UPDATE subscriptions SET position = (SELECT head FROM object) WHERE name NOT IN ('read-model', 'audit')",
    );
  } finally {
    databases.close();
  }
}

const inTransaction = 1_000;

async function repeat(tenant: StoppedTenant, times: number, run: (index: number) => void): Promise<void> {
  for (let begun = 0; begun < times; begun += inTransaction) {
    await tenant.inOneTransaction(async () => {
      for (let index = begun; index < Math.min(times, begun + inTransaction); index += 1) run(index);
    });
    await tenant.project();
  }
}

/** The edge would encrypt the token. Nobody opens these. */
function minted(index: number) {
  const text = String(index).padStart(43, "0");
  return { hash: text, sealed: text };
}

function must(tenant: StoppedTenant, command: string, input: unknown): void {
  const result = tenant.execute(command, input);
  if (!result.ok) throw new Error(`${command}: ${JSON.stringify(result.refusal)}`);
}
