import { describe, expect, it } from "vitest";
import { openPlatform, readModelOnly } from "../../support/node/platform.ts";
import { write, writeMany } from "../../support/node/requests.ts";

const seqs = (notifications: readonly { readonly events: readonly { readonly seq: number }[] }[]) =>
  notifications.flatMap(({ events }) => events.map(({ seq }) => seq));

describe("the relay", () => {
  it("notifies after a command commits, with its events in the message", async () => {
    const platform = openPlatform(readModelOnly);
    const tenant = platform.tenant();
    tenant.core.execute(
      write([
        ["a", "one"],
        ["b", "two"],
      ]),
    );
    await platform.settle();
    expect(platform.queue.waiting).toMatchObject([{ tenantId: tenant.id, subscription: "read-model" }]);
    expect(seqs(platform.queue.waiting)).toEqual([1, 2]);
  });

  it("sends no notification for a refusal, a replay, or a command without events", async () => {
    const platform = openPlatform(readModelOnly);
    const tenant = platform.tenant();
    tenant.core.execute(write([]));
    tenant.core.execute(write([["", "no id"]]));
    await platform.settle();
    expect(platform.queue.waiting).toEqual([]);
  });

  it("has at most one pending notification: later writes wait for its acknowledgement", async () => {
    const platform = openPlatform(readModelOnly);
    const tenant = platform.tenant();
    writeMany(tenant, 1);
    await platform.settle();
    const [first] = platform.queue.take();
    writeMany(tenant, 20, 2);
    await platform.settle();
    expect(platform.queue.waiting).toEqual([]);
    await platform.deliver([first]);
    expect(seqs(platform.queue.waiting)).toEqual(Array.from({ length: 20 }, (_, index) => index + 2));
  });

  it("keeps at most 1,000 unacknowledged events in flight", async () => {
    const platform = openPlatform(readModelOnly);
    const tenant = platform.tenant();
    tenant.core.execute(
      write(Array.from({ length: 1_200 }, (_, index) => [`n${index}`, `t${index}`] as const)),
    );
    await platform.settle();
    const sent = seqs(platform.queue.waiting);
    expect(sent.at(0)).toBe(1);
    expect(sent.length).toBeLessThanOrEqual(1_000);
    expect(tenant.storage.rows("SELECT notified_through FROM subscriptions")).toEqual([
      { notified_through: 1_000 },
    ]);
  });

  it("continues until everything is acknowledged, including what did not fit in one notification", async () => {
    const platform = openPlatform(readModelOnly);
    const tenant = platform.tenant();
    tenant.core.execute(
      write(Array.from({ length: 2_500 }, (_, index) => [`n${index}`, `t${index}`] as const)),
    );
    await platform.deliverAll();
    expect(platform.position(tenant)).toEqual({ epoch: 1, seq: 2_500 });
    expect(tenant.storage.rows("SELECT position, notified_through, pending FROM subscriptions")).toEqual([
      { position: 2_500, notified_through: 0, pending: 0 },
    ]);
  });

  it("notifies again by alarm if unacknowledged, and calls the projector directly after two unacknowledged attempts", async () => {
    const platform = openPlatform(readModelOnly);
    const tenant = platform.tenant();
    writeMany(tenant, 3);
    await platform.settle();
    platform.queue.take();
    while (platform.relays.filter(({ way }) => way === "direct").length === 0) {
      await platform.fireAlarm(tenant);
      platform.queue.take();
    }
    expect(platform.relays.map(({ way, pending }) => [way, pending])).toEqual([
      ["queue", 0],
      ["queue", 1],
      ["direct", 2],
    ]);
    expect(platform.position(tenant)).toEqual({ epoch: 1, seq: 3 });
    // Starts at noon: two notifications, 1.5 s each, with 10 % jitter.
    expect(platform.clock.now() - Date.parse("2026-03-01T12:00:00Z")).toBeLessThanOrEqual(2 * 1_650 + 1_000);
  });

  it("keeps the alarm set when the queue fails, and delivers the events later", async () => {
    const platform = openPlatform(readModelOnly);
    const tenant = platform.tenant();
    platform.queue.broken = true;
    platform.faults.wakeFails = true;
    writeMany(tenant, 3);
    await platform.settle();
    for (let alarms = 0; alarms < 30; alarms += 1) await platform.fireAlarm(tenant);
    expect(platform.position(tenant)).toBeNull();
    expect(platform.relays.every(({ error }) => error !== undefined)).toBe(true);
    platform.faults.wakeFails = false;
    await platform.passTimeUntil(tenant, () => platform.position(tenant) !== null);
    expect(platform.position(tenant)).toEqual({ epoch: 1, seq: 3 });
  });

  it("backs off to one notification a minute without acknowledgements", async () => {
    const platform = openPlatform(readModelOnly);
    const tenant = platform.tenant();
    platform.queue.broken = true;
    platform.faults.wakeFails = true;
    writeMany(tenant, 1);
    await platform.settle();
    const pauses: number[] = [];
    for (let alarms = 0; alarms < 30; alarms += 1) {
      const notifications = platform.relays.length;
      const before = platform.clock.now();
      while (platform.relays.length === notifications) await platform.fireAlarm(tenant);
      pauses.push(platform.clock.now() - before);
    }
    expect(Math.max(...pauses)).toBeLessThanOrEqual(66_000);
    expect(Math.min(...pauses.slice(-5))).toBeGreaterThanOrEqual(54_000);
    expect(new Set(pauses.slice(-5)).size).toBeGreaterThan(1);
  });

  it("sets no alarm once everything is acknowledged, but the daily one", async () => {
    const platform = openPlatform(readModelOnly);
    const tenant = platform.tenant();
    const hour = 60 * 60 * 1000;
    const isSoon = () => (tenant.storage.alarm() ?? Number.POSITIVE_INFINITY) < platform.clock.now() + hour;
    writeMany(tenant, 3);
    await platform.deliverAll();
    const notifications = platform.relays.length;
    for (let alarms = 0; isSoon() && alarms < 10; alarms += 1) await platform.fireAlarm(tenant);
    expect(isSoon()).toBe(false);
    expect(platform.relays).toHaveLength(notifications);
  });

  it("has its alarm set by the command's own transaction, so that a crash right behind it loses nothing", () => {
    const platform = openPlatform(readModelOnly);
    const tenant = platform.tenant();
    const alarms: (number | null)[] = [];
    tenant.storage.afterCommit = () => alarms.push(tenant.storage.alarm());
    writeMany(tenant, 1);
    const [first] = alarms;
    expect(first).toBeLessThanOrEqual(platform.clock.now() + 1_000);
    expect(first).toBeGreaterThanOrEqual(platform.clock.now());
  });

  it("continues unfinished deliveries after an eviction", async () => {
    const platform = openPlatform(readModelOnly);
    const tenant = platform.tenant();
    writeMany(tenant, 3);
    await platform.settle();
    platform.queue.take();
    tenant.storage.takeAlarm();
    platform.wakeUp(tenant);
    expect(tenant.storage.alarm()).not.toBeNull();
    await platform.passTimeUntil(tenant, () => platform.position(tenant) !== null);
    expect(platform.position(tenant)).toEqual({ epoch: 1, seq: 3 });
  });
});

describe("an acknowledgement", () => {
  it("never moves a subscription back", async () => {
    const platform = openPlatform(readModelOnly);
    const tenant = platform.tenant();
    writeMany(tenant, 5);
    tenant.core.acknowledge("read-model", 1, 4);
    tenant.core.acknowledge("read-model", 1, 2);
    expect(tenant.storage.rows("SELECT position FROM subscriptions")).toEqual([{ position: 4 }]);
  });

  it("of another epoch is ignored", () => {
    const platform = openPlatform(readModelOnly);
    const tenant = platform.tenant();
    writeMany(tenant, 2);
    tenant.core.acknowledge("read-model", 0, 2);
    expect(tenant.storage.rows("SELECT position FROM subscriptions")).toEqual([{ position: 0 }]);
  });

  it("of an event that was never written moves nothing and raises an alarm", () => {
    const platform = openPlatform(readModelOnly);
    const tenant = platform.tenant();
    writeMany(tenant, 2);
    tenant.core.acknowledge("read-model", 1, 3);
    expect(tenant.storage.rows("SELECT position FROM subscriptions")).toEqual([{ position: 0 }]);
    expect(platform.alerts).toEqual([expect.stringMatching(/ahead of the log/)]);
  });

  it("lets readers go that wait for that place, and those who ask afterwards need not wait", async () => {
    const platform = openPlatform(readModelOnly);
    const tenant = platform.tenant();
    writeMany(tenant, 2);
    const waiting = tenant.core.whenProjected(2, 60_000);
    await platform.deliverAll();
    expect(await waiting).toBe(true);
    expect(await tenant.core.whenProjected(2, 60_000)).toBe(true);
  });
});

describe("an object's outbox", () => {
  it("says nothing waits before the first event, and after all are acknowledged", async () => {
    const platform = openPlatform(readModelOnly);
    const tenant = platform.tenant();
    const idle = { waitingSince: null, refusedAt: null, parked: [] };
    expect(tenant.core.outbox()).toEqual({ head: 0, ...idle });
    writeMany(tenant, 3);
    await platform.deliverAll();
    expect(tenant.core.outbox()).toEqual({ head: 3, ...idle });
  });

  it("says since when the oldest event waits", async () => {
    const platform = openPlatform(readModelOnly);
    const tenant = platform.tenant();
    const writtenAt = platform.clock.now();
    writeMany(tenant, 1);
    await platform.settle();
    platform.clock.advance(40_000);
    writeMany(tenant, 1, 2);
    expect(tenant.core.outbox()).toMatchObject({ head: 2, waitingSince: writtenAt });
  });

  it("says when the queue did not accept a notification, until it accepts one", async () => {
    const platform = openPlatform(readModelOnly);
    const tenant = platform.tenant();
    platform.queue.broken = true;
    writeMany(tenant, 1);
    await platform.settle();
    expect(tenant.core.outbox()).toMatchObject({ refusedAt: platform.clock.now() });
    platform.queue.broken = false;
    await platform.passTimeUntil(tenant, () => platform.position(tenant) !== null);
    writeMany(tenant, 1, 2);
    await platform.deliverAll();
    expect(tenant.core.outbox()).toMatchObject({ refusedAt: null, waitingSince: null });
  });
});
