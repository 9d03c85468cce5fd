import { describe, expect, it } from "vitest";
import { modules } from "../../../src/modules.ts";
import { subscriptionsOf } from "../../support/node/ops.ts";
import { type LocalPlatform, type LocalTenant, openPlatform } from "../../support/node/platform.ts";
import { finish, request } from "../../support/node/rebuilds.ts";
import { write, writeMany } from "../../support/node/requests.ts";
import { notes } from "../../support/notes/index.ts";
import { poisonedModules } from "../../support/notes/poison.ts";

/** Holds what is shown to what the tables of object and read model say at this moment. */
async function expectAgreement(platform: LocalPlatform, tenant: LocalTenant) {
  const shown = await subscriptionsOf(platform, tenant);
  const [object] = tenant.storage.rows("SELECT epoch, head, audit_head FROM object");
  for (const subscription of Object.values(shown)) {
    // A reaction has no position in the read model.
    if (!platform.registry.subscriptionByName.has(subscription.name)) continue;
    const [row] = platform.readModel.rows(
      "SELECT seq FROM positions WHERE tenant_id = ?1 AND subscription = ?2 AND epoch = ?3",
      tenant.id,
      subscription.name,
      subscription.epoch,
    );
    const [tried] = tenant.storage.rows(
      `SELECT attempts FROM attempts WHERE subscription = '${subscription.name}' AND seq > ${subscription.position}`,
    );
    expect(subscription.position).toBe(row?.seq ?? 0);
    expect(subscription.head).toBe(subscription.follows === "events" ? object?.head : object?.audit_head);
    expect(subscription.lagEvents).toBe(subscription.head - subscription.position);
    expect(subscription.attempts).toBe(tried?.attempts ?? 0);
    expect(subscription.lagEvents > 0).toBe(subscription.lagSeconds > 0 || subscription.state !== "live");
  }
  return shown;
}

describe("the subscriptions that are shown", () => {
  it("is where they are, where the end is, and what lies between", async () => {
    const platform = openPlatform();
    const tenant = platform.tenant();
    writeMany(tenant, 3);
    platform.clock.advance(7_000);
    expect(await subscriptionsOf(platform, tenant)).toMatchObject({
      "read-model": { position: 0, head: 3, lagEvents: 3, lagSeconds: 7, state: "behind", health: "ok" },
      audit: { follows: "audit-log", position: 0, head: 3, lagEvents: 3 },
    });
    await platform.deliverAll();
    expect(await subscriptionsOf(platform, tenant)).toMatchObject({
      "read-model": { position: 3, acknowledged: 3, lagEvents: 0, lagSeconds: 0, state: "live", attempts: 0 },
    });
  });

  it.each([
    [30, "ok"],
    [31, "degraded"],
    [300, "degraded"],
    [301, "unhealthy"],
  ])("calls a lag of %i seconds %s", async (seconds, health) => {
    const platform = openPlatform();
    const tenant = platform.tenant();
    writeMany(tenant, 1);
    platform.clock.advance(seconds * 1_000);
    expect(await subscriptionsOf(platform, tenant)).toMatchObject({ "read-model": { health } });
  });

  it("tells of an event that fails, and when it is tried again", async () => {
    const { modules: poisoned, poisonByText } = poisonedModules();
    poisonByText.set("poison", "throws");
    const platform = openPlatform(poisoned);
    const tenant = platform.tenant();
    tenant.core.execute(write([["bad", "poison"]]));
    await platform.deliverAll();
    const [row] = tenant.storage.rows("SELECT next_at FROM attempts");
    expect(await subscriptionsOf(platform, tenant)).toMatchObject({
      "read-model": {
        state: "retrying",
        attempts: 1,
        error: expect.stringMatching(/cannot read/),
        nextAttemptAt: new Date(Number(row?.next_at)).toISOString(),
      },
    });
  });

  it("tells of an event that is newer than the code", async () => {
    const platform = openPlatform();
    const tenant = platform.tenant();
    writeMany(tenant, 2);
    tenant.storage.run("UPDATE events SET version = 9 WHERE seq = 2");
    await platform.settle();
    platform.queue.waiting = platform.queue.waiting.map((notification) => ({ ...notification, events: [] }));
    await platform.deliverAll();
    expect(await subscriptionsOf(platform, tenant)).toMatchObject({
      "read-model": { state: "parked", parked: { seq: 2, type: "notes.note.written", version: 9 } },
    });
  });

  it("is still there while the read model is away, by what the object knows", async () => {
    const platform = openPlatform();
    const tenant = platform.tenant();
    writeMany(tenant, 2);
    await platform.deliverAll();
    platform.readModel.faults.down = true;
    writeMany(tenant, 1, 3);
    expect(await subscriptionsOf(platform, tenant)).toMatchObject({
      "read-model": { position: 2, head: 3, state: "behind" },
    });
  });
});

describe("the figures agree with the tables", () => {
  it("while D1 comes and goes, an event fails and is set aside, and a rebuild runs", async () => {
    const { modules: poisoned, poisonByText } = poisonedModules();
    const platform = openPlatform(poisoned);
    const tenant = platform.tenant();
    const states = new Set<string>();
    const look = async () => {
      states.add((await expectAgreement(platform, tenant))["read-model"]?.state ?? "");
    };
    await look();
    writeMany(tenant, 150);
    await look();
    platform.readModel.faults.failAtStatement = 1;
    await platform.deliver();
    await look();
    await platform.deliverAll();
    await look();
    poisonByText.set("poison", "violates");
    tenant.core.execute(write([["bad", "poison"]]));
    await platform.deliverAll();
    const settled = () => platform.readModel.rows("SELECT id FROM dead_letters").length === 1;
    while (!settled()) {
      await look();
      await platform.fireAlarm(tenant);
      await platform.deliver();
    }
    await platform.deliverAll();
    await look();
    poisonByText.clear();
    const id = request(tenant);
    await look();
    await platform.deliver();
    await look();
    await finish(platform, tenant, id);
    await platform.deliverAll();
    await look();
    expect([...states].sort()).toEqual(["behind", "live", "rebuilding", "retrying"]);
  });

  it("after newer code has run and older came back", async () => {
    const platform = openPlatform([...modules, notes]);
    const tenant = platform.tenant();
    writeMany(tenant, 3);
    tenant.storage.run("UPDATE events SET version = 9 WHERE seq = 3");
    await platform.deliverAll();
    await expectAgreement(platform, tenant);
    platform.deploy([...modules, notes]);
    await expectAgreement(platform, tenant);
  });
});
