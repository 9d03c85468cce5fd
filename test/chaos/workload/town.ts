import { type Client, pause } from "../client/client.ts";
import type { Ledger, Write } from "../client/ledger.ts";
import { checkRepeated } from "../client/repeat.ts";
import { between } from "../faults/plan.ts";
import { closeAndOpen } from "./doors.ts";
import { type AnsweredLists, readLists } from "./lists.ts";
import { watch } from "./operator.ts";
import type { Shop } from "./shop.ts";
import { foundShop } from "./tenants.ts";
import { workUntil } from "./workload.ts";

/** What all clients share. */
export interface Town {
  readonly shops: Shop[];
  readonly ledger: Ledger;
  readonly platformToken: string;
  /** Acknowledged writes that have a key, with the credential they were sent with. */
  readonly sent: { readonly write: Write; readonly credential: string | null }[];
}

/** Opens the first shops, then lets everybody work, while now and then another shop opens. */
export async function work(
  town: Town,
  clients: readonly Client[],
  shops: number,
  until: number,
): Promise<void> {
  const [first] = clients;
  if (first === undefined) throw new Error("there is nobody to work");
  for (let index = 0; index < shops; index += 1) await open(town, first, `first-${index}`);
  await Promise.all([
    ...clients.map((client, index) => workUntil(`client-${index}`, client, town, until)),
    openMore(town, first, until),
    watch(town, first, until),
    closeAndOpen(town, first, until),
  ]);
}

async function openMore(town: Town, client: Client, until: number): Promise<void> {
  for (let index = 0; ; index += 1) {
    const waits = between(client.random, 8_000, 20_000);
    if (Date.now() + waits > until) return;
    await pause(waits);
    await open(town, client, `later-${index}`);
  }
}

async function open(town: Town, client: Client, slug: string): Promise<void> {
  const shop = await foundShop(client, town.platformToken, slug);
  if (shop === null) throw new Error(`the shop ${slug} could not be opened`);
  town.shops.push(shop);
}

const repeatedAtTheEnd = 400;

/** In the quiet, many a write is sent once more: each must be remembered. */
export async function repeatAtTheEnd({ sent, ledger }: Town, clients: readonly Client[]): Promise<void> {
  // Of a shopper's answers that are not about money, the oldest give way to newer ones.
  const lasting = sent.filter(
    ({ write, credential }) => credential !== null || /\/(?:checkout|complete)$/.test(write.intent.path),
  );
  const step = Math.max(1, Math.floor(lasting.length / repeatedAtTheEnd));
  const again = lasting.filter((_, index) => index % step === 0);
  await Promise.all(
    clients.map(async (client, number) => {
      for (const { write, credential } of again.filter((_, index) => index % clients.length === number))
        await checkRepeated(client, ledger, write, credential);
    }),
  );
}

/** What the lists of all shops show in the quiet, by the shop's id. */
export async function readAllLists(
  { shops, ledger }: Town,
  clients: readonly Client[],
): Promise<ReadonlyMap<string, AnsweredLists>> {
  const lists = new Map<string, AnsweredLists>();
  await Promise.all(
    clients.map(async (client, number) => {
      for (const shop of shops.filter((_, index) => index % clients.length === number))
        lists.set(shop.id, await readLists(shop, client, ledger.complaints));
    }),
  );
  return lists;
}
