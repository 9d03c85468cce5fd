import { copyFileSync, existsSync, rmSync } from "node:fs";
import type { Platform } from "../../local/platform/platform.ts";
import type { Registry } from "../../src/kernel/registry.ts";
import { type Client, pause } from "./client/client.ts";
import type { Intent } from "./client/ledger.ts";
import { openStored } from "./kept/files.ts";
import { untilConverged } from "./kept/quiet.ts";
import { proveRestored } from "./proof/prove.ts";
import { readAllLists, type Town } from "./workload/town.ts";
import { actOn } from "./workload/workload.ts";

interface Trip {
  readonly stateDir: string;
  readonly town: Town;
  readonly registry: Registry;
  readonly start: () => Promise<Platform>;
  readonly clientOf: (platform: Platform) => Client;
}

const writesToLose = 40;
const withinMs = 60_000;
const parts = ["", "-wal", "-shm"];

/**
 * Restores one shop to an earlier time, as documented for one machine: the platform is stopped, its object's files are
 * kept, the shop goes on, a restore is announced, and the files are put back. Answers what is wrong afterwards.
 */
export async function travelInTime({
  stateDir,
  town,
  registry,
  start,
  clientOf,
}: Trip): Promise<readonly string[]> {
  const [shop] = town.shops;
  const file = openStored(stateDir).objects.find(({ tenantId }) => tenantId === shop?.id)?.file;
  if (shop === undefined || file === undefined) return ["there is no shop to restore"];
  copy(file, `${file}.kept`);
  let platform = await start();
  try {
    let client = clientOf(platform);
    for (let count = 0; count < writesToLose; count += 1)
      await actOn(shop, client, town, `a-key-of-a-write-that-is-lost-later-${count}`);
    const restored = await client.read(restoreOf(shop.id), town.platformToken);
    if (restored.kind !== "done") return [`the restore was answered with ${JSON.stringify(restored)}`];
    await platform.stop();
    copy(`${file}.kept`, file);
    for (const part of parts) rmSync(`${file}.kept${part}`, { force: true });

    platform = await start();
    client = clientOf(platform);
    const body = { lowStockThreshold: 7 };
    const settings: Intent = { method: "PATCH", path: "/v1/admin/settings", body };
    for (let tries = 0; (await client.read(settings, shop.adminKey)).kind !== "done"; tries += 1) {
      if (tries === 100) return ["the shop that was restored takes no writes"];
      await pause(200);
    }
    const converged = await untilConverged(stateDir, withinMs, true);
    if (typeof converged !== "number") return converged;
    const lists = await readAllLists(town, [client]);
    await platform.stop();
    return await proveRestored(openStored(stateDir), registry, lists);
  } finally {
    await platform.stop();
  }
}

function restoreOf(id: string): Intent {
  const headers = { "Idempotency-Key": "a-key-of-the-restore-at-the-end" };
  const body = { at: new Date(Date.now() - 100).toISOString() };
  return { method: "POST", path: `/v1/platform/tenants/${id}/restores`, headers, body };
}

/** The files of a database. */
function copy(from: string, to: string): void {
  for (const part of parts) {
    rmSync(`${to}${part}`, { force: true });
    if (existsSync(`${from}${part}`)) copyFileSync(`${from}${part}`, `${to}${part}`);
  }
}
