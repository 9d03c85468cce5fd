import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { sequenceFloorOf } from "../../../src/kernel/delivery/epoch.ts";
import { ok } from "../../../src/kernel/values/result.ts";
import { defineCommand } from "../../../src/kernel/write/command.ts";
import { modules } from "../../../src/modules.ts";
import { nextEpoch } from "../../../src/projection/epochs.ts";
import { live } from "../../support/node/life.ts";
import { subscriptionsOf } from "../../support/node/ops.ts";
import { type LocalPlatform, type LocalTenant, openPlatform } from "../../support/node/platform.ts";
import { aliveRows } from "../../support/node/rebuilds.ts";
import { erase, write, writeMany } from "../../support/node/requests.ts";
import { notes } from "../../support/notes/index.ts";

const viewed = ({ readModel }: LocalPlatform) =>
  readModel.rows("SELECT id, text FROM notes WHERE text IS NOT NULL ORDER BY id");
const stored = ({ storage }: LocalTenant) => storage.rows("SELECT id, text FROM notes ORDER BY id");

/** Time passes until nothing is left to do. */
async function calm(platform: LocalPlatform, tenant: LocalTenant) {
  for (let alarms = 0; alarms < 40; alarms += 1) {
    await platform.deliverAll();
    const { "read-model": subscription, audit } = await subscriptionsOf(platform, tenant);
    const open = tenant.storage.rows("SELECT id FROM rebuild_work").length;
    if (subscription?.lagEvents === 0 && audit?.lagEvents === 0 && open === 0) return;
    if (tenant.storage.alarm() !== null) await platform.fireAlarm(tenant);
  }
  throw new Error("it never comes to rest");
}

/** Ten notes; a copy of the object is put aside; then some are changed, erased, and others written, all projected. */
async function openWithLostHistory() {
  const platform = openPlatform();
  const tenant = platform.tenant();
  writeMany(tenant, 10);
  await calm(platform, tenant);
  const saved = tenant.storage.copy();
  tenant.core.execute(write([["n1", "lost change"]]));
  tenant.core.execute(write([["n1", "lost change again"]]));
  tenant.core.execute(erase("n2"));
  writeMany(tenant, 5, 100);
  await calm(platform, tenant);
  return { platform, tenant, saved };
}

/** What a restore writes down first, and every call carries from then on. */
async function intended(platform: LocalPlatform, tenant: LocalTenant) {
  const deps = { registry: platform.registry, readModel: platform.readModel, now: platform.clock.now };
  return nextEpoch(deps, tenant.id, 1);
}

describe("a restore with a recorded intent", () => {
  it("begins another epoch with the first call, before anything is written", async () => {
    const { platform, tenant, saved } = await openWithLostHistory();
    const epoch = await intended(platform, tenant);
    platform.restore(tenant, saved);
    const result = tenant.core.execute(write([["x", "first of the new life"]], { epoch }));
    expect(result).toMatchObject({ ok: true, epoch: epoch.epoch, seq: 12 });
    const { events } = tenant.core.eventsAfter(10, 10);
    expect(events.map(({ epoch }) => epoch)).toEqual([epoch.epoch, epoch.epoch]);
  });

  it("leaves no row of what did not happen, and skips none of what did", async () => {
    const { platform, tenant, saved } = await openWithLostHistory();
    const epoch = await intended(platform, tenant);
    platform.restore(tenant, saved);
    tenant.core.execute(write([["x", "new"]], { epoch }));
    tenant.core.execute(write([["n3", "changed anew"]], { epoch }));
    await calm(platform, tenant);
    expect(viewed(platform)).toEqual(stored(tenant));
    expect(viewed(platform)).toContainEqual({ id: "n1", text: "text 1" });
    expect(platform.position(tenant)).toMatchObject({ epoch: epoch.epoch });
  });

  it("writes over a row of a greater version, since that version never was", async () => {
    const { platform, tenant, saved } = await openWithLostHistory();
    const epoch = await intended(platform, tenant);
    platform.restore(tenant, saved);
    tenant.core.execute(write([["n1", "second version, second life"]], { epoch }));
    await calm(platform, tenant);
    expect(platform.readModel.rows("SELECT version, text FROM notes WHERE id = 'n1'")).toEqual([
      { version: 2, text: "second version, second life" },
    ]);
  });

  it("ignores messages of the former epoch", async () => {
    const { platform, tenant, saved } = await openWithLostHistory();
    const late = tenant.core.eventsAfter(10, 100).events;
    const epoch = await intended(platform, tenant);
    platform.restore(tenant, saved);
    tenant.core.execute(write([["x", "new"]], { epoch }));
    await calm(platform, tenant);
    await platform.deliver([{ tenantId: tenant.id, subscription: "read-model", events: late }]);
    await calm(platform, tenant);
    expect(viewed(platform)).toEqual(stored(tenant));
  });

  it("keeps the audit trail of both epochs", async () => {
    const { platform, tenant, saved } = await openWithLostHistory();
    const before = platform.readModel.rows("SELECT seq FROM audit WHERE epoch = 1").length;
    const epoch = await intended(platform, tenant);
    platform.restore(tenant, saved);
    tenant.core.execute(write([["x", "new"]], { epoch }));
    await calm(platform, tenant);
    expect(platform.readModel.rows("SELECT seq FROM audit WHERE epoch = 1")).toHaveLength(before);
    expect(platform.readModel.rows(`SELECT action FROM audit WHERE epoch = ${epoch.epoch}`)).toContainEqual({
      action: "notes.write",
    });
  });

  it("does the same to a whole shop", async () => {
    const shop = live();
    const { platform, tenant, must } = shop;
    await calm(platform, tenant);
    const before = aliveRows(platform);
    const saved = tenant.storage.copy();
    must("tenants.changeSettings", { locales: ["en"], currencies: ["USD", "EUR"], defaultLocale: "en" });
    must("catalogue.createProduct", {
      translations: [{ locale: "en", title: "Lost" }],
      options: [],
      variants: [{ options: {}, prices: [{ amount: 1, currency: "USD" }], sku: "LOST" }],
    });
    await calm(platform, tenant);
    const epoch = await intended(platform, tenant);
    platform.restore(tenant, saved);
    tenant.core.execute(write([], { epoch }));
    await calm(platform, tenant);
    expect(aliveRows(platform)).toEqual(before);
  });
});

describe("a restore without a recorded intent", () => {
  it("is detected by a subscription ahead of the log, which blocks writes until a new epoch begins", async () => {
    const { platform, tenant, saved } = await openWithLostHistory();
    platform.faults.nobodyBeginsAnEpoch = true;
    platform.restore(tenant, saved);
    tenant.core.execute(write([["x", "before anybody knew"]]));
    await platform.deliverAll();
    expect(platform.alerts).toEqual([expect.stringMatching(/ahead of the log/)]);
    expect(tenant.core.execute(write([["y", "afterwards"]]))).toMatchObject({
      ok: false,
      refusal: { code: "overloaded" },
    });
    expect((await subscriptionsOf(platform, tenant))["read-model"]?.state).toBe("halted");
  });

  it("mends itself: another epoch begins, and the views are what the object has", async () => {
    const { platform, tenant, saved } = await openWithLostHistory();
    platform.restore(tenant, saved);
    tenant.core.execute(write([["x", "before anybody knew"]]));
    await calm(platform, tenant);
    expect(viewed(platform)).toEqual(stored(tenant));
    expect(tenant.core.execute(write([["y", "afterwards"]]))).toMatchObject({ ok: true });
    await calm(platform, tenant);
    expect(viewed(platform)).toEqual(stored(tenant));
  });
});

describe("order numbers", () => {
  /** A module that counts, as orders do. */
  const take = defineCommand({
    name: "tickets.take",
    access: "notes:create",
    input: z.object({}),
    output: z.int(),
    load: (database) => {
      const [row] = database.all<{ last: number }>(
        sql`SELECT count(*) AS last FROM notes WHERE id LIKE 'ticket%'`,
      );
      return Math.max(row?.last ?? 0, sequenceFloorOf(database, "tickets.number")) + 1;
    },
    decide: (number) => ok({ events: [], answer: () => number }),
  });
  const tickets = {
    ...notes,
    operations: [...notes.operations, take],
    series: [
      {
        name: "tickets.number",
        highest: (tenantId: string) => ({
          sql: "SELECT max(words) AS highest FROM notes WHERE tenant_id = ?1",
          params: [tenantId],
        }),
      },
    ],
  };

  it("go on above the highest that the read model has seen", async () => {
    const platform = openPlatform([...modules, tickets]);
    const tenant = platform.tenant();
    await calm(platform, tenant);
    const saved = tenant.storage.copy();
    tenant.core.execute(write([["a", "one two three four five six seven"]]));
    await calm(platform, tenant);
    const epoch = await intended(platform, tenant);
    expect(epoch.floors).toMatchObject({ "tickets.number": 7 });
    platform.restore(tenant, saved);
    expect(tenant.core.execute({ ...write([]), command: "tickets.take", input: {}, epoch })).toMatchObject({
      answer: 8,
    });
  });
});
