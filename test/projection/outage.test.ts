import { expect, it } from "vitest";
import { subscriptionsOf } from "../support/node/ops.ts";
import { openPlatform } from "../support/node/platform.ts";
import { write, writeMany } from "../support/node/requests.ts";

it("a minute without D1, with a write every 100 ms: writes go on, nothing counts as an attempt, all of it arrives", async () => {
  const platform = openPlatform();
  const tenant = platform.tenant();
  writeMany(tenant, 1);
  await platform.deliverAll();
  platform.readModel.faults.down = true;
  for (let written = 2; written <= 601; written += 1) {
    writeMany(tenant, 1, written);
    platform.clock.advance(100);
    const alarm = tenant.storage.alarm();
    if (alarm !== null && alarm <= platform.clock.now()) await platform.fireAlarm(tenant);
    expect((await platform.deliver()).every(({ outcome }) => outcome === "retried")).toBe(true);
  }
  expect(await subscriptionsOf(platform, tenant)).toMatchObject({
    "read-model": { head: 601, state: "behind", health: "degraded", attempts: 0 },
  });
  expect(platform.breaker.state()).not.toBe("closed");

  platform.readModel.faults.down = false;
  platform.runs.length = 0;
  await platform.passTimeUntil(tenant, () => Object(platform.position(tenant)).seq === 601);
  expect(platform.readModel.rows("SELECT id FROM notes")).toHaveLength(601);
  expect(platform.readModel.rows("SELECT id FROM dead_letters")).toEqual([]);
  expect(platform.breaker.state()).toBe("closed");
  const batches = platform.runs.filter(({ subscription }) => subscription === "read-model");
  expect(batches.length).toBeLessThanOrEqual(4);
});

it("ten thousand events behind are made up for in batches of five hundred", async () => {
  const platform = openPlatform();
  const tenant = platform.tenant();
  for (let part = 0; part < 4; part += 1) {
    const texts = Array.from({ length: 2_500 }, (_, index) => `${part} ${index}`);
    tenant.core.execute(write(texts.map((text, index) => [`n${part}-${index}`, text] as const)));
  }
  await platform.settle();
  platform.queue.waiting = platform.queue.waiting.map((notification) => ({ ...notification, events: [] }));
  await platform.deliverAll();
  const batches = platform.runs.filter(({ subscription }) => subscription === "read-model");
  expect(batches.map(({ events }) => events)).toEqual(Array.from({ length: 20 }, () => 500));
  expect(platform.position(tenant)).toEqual({ epoch: 1, seq: 10_000 });
}, 60_000);
