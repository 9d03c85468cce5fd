import { type Client, pause } from "../client/client.ts";
import type { Intent, Outcome } from "../client/ledger.ts";
import { between } from "../faults/plan.ts";
import { oneOf, type Shop } from "./shop.ts";
import type { Town } from "./town.ts";

/** The Worker may remember for this long that a tenant is suspended, or which modules are off. */
const rememberedMs = 5_000;

/** What an operator does to a whole shop, and undoes. */
type Deed = (town: Town, client: Client, shop: Shop, number: number) => Promise<void>;

/** Suspends shops and resumes them, turns modules off and on, and restores shops, one after another. */
export async function closeAndOpen(town: Town, client: Client, until: number): Promise<void> {
  const deeds: readonly Deed[] = [suspend, turnOff, restore];
  for (let number = 0; ; number += 1) {
    const waits = between(client.random, 1_500, 4_000);
    if (Date.now() + waits > until) return;
    await pause(waits);
    const shop = oneOf(town.shops, client.random);
    const deed = deeds[number % deeds.length];
    if (shop !== undefined) await deed?.(town, client, shop, number);
  }
}

async function suspend(town: Town, client: Client, shop: Shop, number: number): Promise<void> {
  shop.closedUntil = Number.POSITIVE_INFINITY;
  const to = (status: string) =>
    asPlatform(town, client, `${status} ${number}`, {
      method: "PATCH",
      path: `/v1/platform/tenants/${shop.id}`,
      body: { status },
    });
  const closed = await to("suspended");
  if (closed.kind === "done") await mustBeClosed(town, client, shop, "tenant-suspended", settings);
  await pause(between(client.random, 200, 1_500));
  count(town, await to("active"), "suspension ended");
  shop.closedUntil = Date.now() + rememberedMs;
}

const settings: Intent = { method: "PATCH", path: "/v1/admin/settings", body: { lowStockThreshold: 3 } };
const cart: Intent = { method: "POST", path: "/v1/store/carts", body: {} };

async function turnOff(town: Town, client: Client, shop: Shop, number: number): Promise<void> {
  shop.closedUntil = Number.POSITIVE_INFINITY;
  const toggle = async (verb: string) => {
    const headers = { "X-Tenant": shop.id };
    const intent: Intent = { method: "POST", path: `/v1/admin/modules/checkout/${verb}`, headers };
    const key = `a-key-for-a-door-that-is-long-enough-${verb}-${number}`;
    const ask = { shop: shop.id, what: `${verb} a module`, intent, key, single: true };
    return (await client.write(ask, town.platformToken)).outcome;
  };
  const off = await toggle("disable");
  if (off.kind === "done") await mustBeClosed(town, client, shop, "not-found", cart);
  await pause(between(client.random, 200, 1_500));
  count(town, await toggle("enable"), "module turned on again");
  shop.closedUntil = Date.now() + rememberedMs;
}

/** On one machine there is no history to go back to. A restore then begins a new epoch and loses nothing. */
async function restore(town: Town, client: Client, shop: Shop, number: number): Promise<void> {
  shop.restoring = true;
  const intent: Intent = {
    method: "POST",
    path: `/v1/platform/tenants/${shop.id}/restores`,
    body: { at: new Date(Date.now() - 100).toISOString() },
  };
  count(town, await asPlatform(town, client, `restore ${number}`, intent), "restore");
  // Tokens of the former epoch say nothing about the new one.
  for (const [id, known] of shop.products) shop.products.set(id, { ...known, token: null });
  shop.restoring = false;
  shop.restores += 1;
}

async function asPlatform(town: Town, client: Client, what: string, intent: Intent): Promise<Outcome> {
  const key =
    intent.method === "POST" ? `a-key-for-a-door-that-is-long-enough-${what.replaceAll(" ", "-")}` : null;
  const ask = { shop: "platform", what, intent, key, single: false };
  return (await client.write(ask, town.platformToken)).outcome;
}

/** Writes stop at once, whatever the Worker remembers. */
async function mustBeClosed(
  town: Town,
  client: Client,
  shop: Shop,
  code: string,
  intent: Intent,
): Promise<void> {
  const key = { "Idempotency-Key": `a-key-for-a-door-that-is-long-enough-${client.random()}` };
  const headers = { "X-Tenant": shop.id, ...(intent.method === "POST" ? key : {}) };
  // Once: a write is sent again until the shop is open, which waits for this.
  const outcome = await client.read({ ...intent, headers }, intent === cart ? null : shop.adminKey);
  if (outcome.kind === "lost" || (outcome.kind === "refused" && outcome.text.includes(`"${code}"`))) return;
  town.ledger.complaints.push(
    `${shop.slug} is closed, and answered ${outcome.status} ${outcome.text.slice(0, 200)}`,
  );
}

function count({ ledger }: Town, outcome: Outcome, what: string): void {
  if (outcome.kind === "refused") ledger.complaints.push(`${what}: ${outcome.text.slice(0, 300)}`);
  if (outcome.kind === "done") ledger.closings.set(what, (ledger.closings.get(what) ?? 0) + 1);
}
