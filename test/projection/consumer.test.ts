import { describe, expect, it } from "vitest";
import { consume } from "../../src/projection/consumer.ts";
import { openPlatform, readModelOnly } from "../support/node/platform.ts";
import { batchOf } from "../support/node/queue.ts";
import { writeMany } from "../support/node/requests.ts";

describe("the queue's consumer", () => {
  it("settles every message itself, each only once", async () => {
    const platform = openPlatform(readModelOnly);
    for (let tenants = 0; tenants < 3; tenants += 1) writeMany(platform.tenant(), 2);
    await platform.settle();
    expect((await platform.deliver()).map(({ outcome }) => outcome)).toEqual(["acked", "acked", "acked"]);
  });

  it("acknowledges malformed messages, because a retry cannot fix them", async () => {
    const platform = openPlatform(readModelOnly);
    const nonsense = [
      null,
      7,
      "text",
      {},
      { tenantId: 7 },
      { tenantId: "t", subscription: "read-model", events: [{}] },
    ];
    expect((await platform.deliver(nonsense)).every(({ outcome }) => outcome === "acked")).toBe(true);
  });

  it("never throws, even when all it needs is broken", async () => {
    const platform = openPlatform(readModelOnly);
    const tenant = platform.tenant();
    writeMany(tenant, 1);
    await platform.settle();
    const broken = {
      ...platform.projectorDeps,
      readModel: {
        all: () => Promise.reject(new Error("no D1")),
        batch: () => Promise.reject(new Error("no D1")),
      },
    };
    const { batch, settled } = batchOf([...platform.queue.take(), "nonsense"]);
    await expect(consume(batch, broken)).resolves.toBeUndefined();
    expect(settled.map(({ outcome }) => outcome)).toEqual(["retried", "acked"]);
  });

  it("takes events as older code has sent them, with their state in their data", async () => {
    const platform = openPlatform(readModelOnly);
    const tenant = platform.tenant();
    writeMany(tenant, 1);
    await platform.settle();
    const older = platform.queue.take().map((notification) => ({
      ...notification,
      events: notification.events.map(({ envelope: _, state, stateVersion: __, data, ...event }) => ({
        ...event,
        data: { ...Object(data), after: state },
      })),
    }));
    expect(JSON.stringify(older)).not.toContain("stateVersion");
    const log = () => ({ ...platform.projectorDeps.log(tenant.id), eventsAfter: async () => null });
    await consume(batchOf(older).batch, { ...platform.projectorDeps, log });
    expect(platform.readModel.rows("SELECT id, text FROM notes ORDER BY id")).toHaveLength(1);
  });

  it("has nothing to do for a tenant that no object knows", async () => {
    const platform = openPlatform(readModelOnly);
    const notification = {
      tenantId: "ten_01J00000000000000000000000",
      subscription: "read-model",
      events: [],
    };
    expect(await platform.deliver([notification])).toMatchObject([{ outcome: "acked" }]);
    expect(platform.readModel.rows("SELECT * FROM positions")).toEqual([]);
  });

  it("only acknowledges a notification for events that are already projected", async () => {
    const platform = openPlatform(readModelOnly);
    const tenant = platform.tenant();
    writeMany(tenant, 1);
    await platform.settle();
    const notifications = [...platform.queue.waiting];
    await platform.deliverAll();
    const runs = platform.runs.length;
    await platform.deliver(notifications);
    expect(platform.runs).toHaveLength(runs);
    expect(tenant.storage.rows("SELECT position, pending FROM subscriptions")).toEqual([
      { position: 1, pending: 0 },
    ]);
  });
});
