import { describe, expect, it } from "vitest";
import { type LocalPlatform, type LocalTenant, openPlatform } from "../../support/node/platform.ts";
import { write, writeMany } from "../../support/node/requests.ts";

const day = 24 * 60 * 60 * 1000;

const seqs = ({ storage }: LocalTenant) =>
  storage.rows("SELECT seq FROM events ORDER BY seq").map(({ seq }) => seq);
const bytes = ({ storage }: LocalTenant) => ({
  counted: storage.rows("SELECT log_bytes AS bytes FROM object")[0]?.bytes,
  summed: storage.rows("SELECT COALESCE(sum(bytes), 0) AS bytes FROM events")[0]?.bytes,
});

/** Time passes, and every alarm on the way goes off and is answered. */
async function pass(platform: LocalPlatform, tenant: LocalTenant, milliseconds: number) {
  const until = platform.clock.now() + milliseconds;
  for (let alarm = tenant.storage.alarm(); alarm !== null && alarm <= until; alarm = tenant.storage.alarm()) {
    await platform.fireAlarm(tenant);
    await platform.deliverAll();
  }
  platform.clock.advance(Math.max(0, until - platform.clock.now()));
}

describe("the log", () => {
  it("keeps events for seven days, and then lets go of them", async () => {
    const platform = openPlatform();
    const tenant = platform.tenant();
    writeMany(tenant, 3);
    await platform.deliverAll();
    await pass(platform, tenant, 4 * day);
    writeMany(tenant, 2, 4);
    await platform.deliverAll();
    await pass(platform, tenant, 2 * day);
    expect(seqs(tenant)).toEqual([1, 2, 3, 4, 5]);
    await pass(platform, tenant, 2 * day);
    expect(seqs(tenant)).toEqual([4, 5]);
    expect(tenant.core.eventsAfter(0, 10)).toMatchObject({ oldest: 4, head: 5 });
    await pass(platform, tenant, 4 * day);
    expect(seqs(tenant)).toEqual([]);
    expect(tenant.core.eventsAfter(5, 10)).toMatchObject({ oldest: 6, head: 5, events: [] });
    expect(bytes(tenant)).toEqual({ counted: 0, summed: 0 });
  });

  it("keeps what the read model does not have, however old", async () => {
    const platform = openPlatform();
    const tenant = platform.tenant();
    writeMany(tenant, 3);
    await platform.settle();
    platform.queue.take();
    platform.readModel.faults.down = true;
    platform.clock.advance(10 * day);
    for (let alarms = 0; alarms < 20; alarms += 1) {
      await platform.fireAlarm(tenant);
      platform.queue.take();
    }
    expect(seqs(tenant)).toEqual([1, 2, 3]);
    platform.readModel.faults.down = false;
    await platform.passTimeUntil(tenant, () => seqs(tenant).length === 0);
    expect(platform.readModel.rows("SELECT id FROM notes")).toHaveLength(3);
  });

  it("lets go of the oldest at once where it takes more room than it may", async () => {
    const platform = openPlatform(undefined, { retainedBytes: 5_000 });
    const tenant = platform.tenant();
    for (const id of ["a", "b", "c", "d"]) {
      tenant.core.execute(write([[id, id.repeat(1_000)]]));
      await platform.deliverAll();
    }
    await platform.passTimeUntil(tenant, () => Number(bytes(tenant).counted) <= 5_000);
    expect(seqs(tenant)).toEqual([4]);
    expect(bytes(tenant).counted).toBe(bytes(tenant).summed);
  });

  it("refuses further events only when it is full, and takes them again once there is room", async () => {
    const platform = openPlatform(undefined, { retainedBytes: 2_000, mostBytes: 6_000 });
    const tenant = platform.tenant();
    platform.readModel.faults.down = true;
    const results = ["a", "b", "c", "d"].map((id) => tenant.core.execute(write([[id, id.repeat(1_000)]])));
    expect(results.map((result) => (result.ok ? "done" : result.refusal.code))).toEqual([
      "done",
      "done",
      "done",
      "overloaded",
    ]);
    expect(tenant.core.execute(write([]))).toMatchObject({ ok: true });
    platform.readModel.faults.down = false;
    await platform.passTimeUntil(tenant, () => Number(bytes(tenant).counted) < 6_000);
    expect(tenant.core.execute(write([["d", "d".repeat(1_000)]]))).toMatchObject({ ok: true, seq: 4 });
  });
});

describe("the audit log", () => {
  it("retains entries for 400 days, and longer if its subscription has not received them", async () => {
    const platform = openPlatform();
    const tenant = platform.tenant();
    writeMany(tenant, 1);
    await platform.deliverAll();
    writeMany(tenant, 1, 2);
    await platform.settle();
    platform.queue.take();
    platform.faults.wakeFails = true;
    platform.clock.advance(401 * day);
    for (let alarms = 0; alarms < 20; alarms += 1) {
      await platform.fireAlarm(tenant);
      platform.queue.take();
    }
    expect(tenant.storage.rows("SELECT seq FROM audit_log")).toEqual([{ seq: 2 }]);
    platform.faults.wakeFails = false;
    await platform.passTimeUntil(tenant, () => tenant.storage.rows("SELECT seq FROM audit_log").length === 0);
    expect(platform.readModel.rows("SELECT seq FROM audit ORDER BY seq")).toEqual([{ seq: 1 }, { seq: 2 }]);
  });
});
