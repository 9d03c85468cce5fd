import { expect, it } from "vitest";
import { type LocalPlatform, openPlatform } from "../support/node/platform.ts";
import { aliveRows } from "../support/node/rebuilds.ts";
import { writeMany } from "../support/node/requests.ts";

const day = 24 * 60 * 60 * 1000;

/** What is left of a D1 that was deleted and migrated again. */
function empty({ readModel }: LocalPlatform): void {
  const tables = readModel
    .rows(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'",
    )
    .map(({ name }) => String(name))
    .filter((name) => !/_(?:data|idx|content|docsize|config)$/.test(name));
  for (const name of tables) readModel.run(`DELETE FROM ${name}`);
}

async function openWithNotes(count: number, limits = {}) {
  const platform = openPlatform(undefined, limits);
  const tenant = platform.tenant();
  writeMany(tenant, count);
  await platform.deliverAll();
  await platform.passTime(tenant, 5_000);
  return { platform, tenant, before: aliveRows(platform) };
}

it("a read model that was emptied is filled again within a day, without a write", async () => {
  const { platform, tenant, before } = await openWithNotes(5);
  empty(platform);
  await platform.passTime(tenant, 1.2 * day);
  expect(aliveRows(platform)).toEqual(before);
  expect(platform.position(tenant, "audit")).not.toBeNull();
});

it("a check that the queue refuses is repeated within hours, not a day later", async () => {
  const { platform, tenant, before } = await openWithNotes(5);
  empty(platform);
  platform.queue.broken = true;
  await platform.passTime(tenant, 1.2 * day);
  expect(aliveRows(platform)).not.toEqual(before);
  platform.queue.broken = false;
  await platform.passTime(tenant, day / 12);
  expect(aliveRows(platform)).toEqual(before);
});

it("a read model that was put back to an earlier time catches up, too", async () => {
  const { platform, tenant, before } = await openWithNotes(5);
  platform.readModel.run("DELETE FROM notes WHERE id IN ('n4', 'n5')");
  platform.readModel.run("UPDATE positions SET seq = 3 WHERE subscription = 'read-model'");
  await platform.passTime(tenant, 1.2 * day);
  expect(aliveRows(platform)).toEqual(before);
});

it("what the log no longer has comes from a rebuild", async () => {
  const { platform, tenant, before } = await openWithNotes(5, { retentionMs: 1_000 });
  await platform.passTime(tenant, 120_000);
  expect(tenant.storage.rows("SELECT seq FROM events WHERE seq <= 5")).toEqual([]);
  empty(platform);
  await platform.passTime(tenant, 1.2 * day);
  expect(aliveRows(platform).notes).toEqual(before.notes);
});

it("the object keeps calling until a lost read model is complete, however much there is", async () => {
  const { platform, tenant, before } = await openWithNotes(5);
  empty(platform);
  tenant.core.movedBack("read-model", 0, 0);
  expect(tenant.core.acknowledgedPosition("read-model")).toEqual({ epoch: 1, seq: 0 });
  await platform.settle();
  platform.queue.take();
  await platform.passTime(tenant, 10_000);
  expect(aliveRows(platform)).toEqual(before);
  expect(tenant.core.acknowledgedPosition("read-model")).toEqual({ epoch: 1, seq: 5 });
});

it("a late acknowledgement of a worker that was overtaken is no loss", async () => {
  const { platform, tenant } = await openWithNotes(5);
  tenant.core.acknowledge("read-model", 1, 2);
  await platform.deliver([{ tenantId: tenant.id, subscription: "read-model", events: [] }]);
  expect(tenant.core.acknowledgedPosition("read-model")).toEqual({ epoch: 1, seq: 5 });
});
