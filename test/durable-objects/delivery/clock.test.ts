import { describe, expect, it } from "vitest";
import { createRefusalBudget } from "../../../durable-objects/audit/refusal-budget.ts";
import { createClaims } from "../../../durable-objects/write/claims.ts";
import { anonymous } from "../../../src/kernel/access/actor.ts";
import { isWithin, waitUntil } from "../../../src/kernel/clock.ts";
import { createTtlMap } from "../../../src/kernel/values/ttl-map.ts";
import { createBreaker } from "../../../src/projection/failures/breaker.ts";
import { createClock } from "../../support/clock.ts";
import { subscriptionsOf } from "../../support/node/ops.ts";
import { openPlatform } from "../../support/node/platform.ts";
import { request, stateOf } from "../../support/node/rebuilds.ts";
import { write, writeMany } from "../../support/node/requests.ts";
import { poisonedModules } from "../../support/notes/poison.ts";

const day = 24 * 60 * 60 * 1000;

/** While the clock is a day ahead, a note is written and its notification is lost. Then the clock comes back. */
async function afterJump() {
  const platform = openPlatform();
  const tenant = platform.tenant();
  writeMany(tenant, 1);
  await platform.deliverAll();
  platform.clock.advance(day);
  writeMany(tenant, 1, 2);
  await platform.settle();
  platform.queue.take();
  platform.clock.advance(-day);
  return { platform, tenant };
}

describe("after a clock that was a day ahead has come back", () => {
  it("the next write brings the read model up to date at once", async () => {
    const { platform, tenant } = await afterJump();
    writeMany(tenant, 1, 3);
    await platform.deliverAll();
    expect(platform.position(tenant)).toEqual({ epoch: 1, seq: 3 });
  });

  it("an object that wakes brings it up to date within seconds, without a write", async () => {
    const { platform, tenant } = await afterJump();
    platform.wakeUp(tenant);
    await platform.passTime(tenant, 3_000);
    expect(platform.position(tenant)).toEqual({ epoch: 1, seq: 2 });
  });

  it("a subscription that is behind is not called healthy because its events are from the future", async () => {
    const { platform, tenant } = await afterJump();
    expect(await subscriptionsOf(platform, tenant)).toMatchObject({
      "read-model": { lagEvents: 1, lagSeconds: 0, health: "degraded" },
    });
  });

  it("a rebuild goes on", async () => {
    const platform = openPlatform();
    const tenant = platform.tenant();
    writeMany(tenant, 3);
    await platform.deliverAll();
    platform.clock.advance(day);
    const id = request(tenant, { view: null });
    await platform.settle();
    platform.queue.take();
    platform.clock.advance(-day);
    platform.wakeUp(tenant);
    await platform.passTime(tenant, 5_000);
    expect(stateOf(tenant, id).status).toBe("completed");
  });

  it("an event that failed is tried again", async () => {
    const { modules, poisonByText } = poisonedModules();
    const platform = openPlatform(modules);
    const tenant = platform.tenant();
    poisonByText.set("poison", "throws");
    platform.clock.advance(day);
    tenant.core.execute(write([["bad", "poison"]]));
    await platform.deliverAll();
    platform.clock.advance(-day);
    poisonByText.clear();
    platform.wakeUp(tenant);
    await platform.passTime(tenant, 10_000);
    expect(platform.position(tenant)).toEqual({ epoch: 1, seq: 1 });
  });

  it("refusals are written one by one again", () => {
    const clock = createClock();
    const budget = createRefusalBudget(clock.now);
    const refuse = () => budget.admit({ actor: anonymous, action: "a", code: "c", correlationId: "01J0" });
    clock.advance(day);
    for (let count = 0; count < 1_000; count += 1) refuse();
    clock.advance(-day);
    expect(refuse()).toBe("write");
    expect(budget.takeDue()).toHaveLength(1);
  });

  it("work that was claimed then can be claimed again", () => {
    const platform = openPlatform();
    const tenant = platform.tenant();
    const schedules = { arm: () => undefined } as never;
    const claims = createClaims({ storage: tenant.storage, schedules, now: platform.clock.now });
    const key = { scope: "s", fingerprint: "f", retentionMs: 1_000 };
    platform.clock.advance(day);
    claims.begin(key);
    expect(claims.begin(key)).toEqual({ found: "running" });
    platform.clock.advance(-day);
    expect(claims.begin(key)).toEqual({ found: "nothing" });
  });

  it("a breaker that opened then lets a call through, and what was remembered then is forgotten", () => {
    const clock = createClock();
    const breaker = createBreaker(clock.now, () => 0.5);
    const map = createTtlMap<string>({ ttlMs: 1_000, capacity: 2 });
    clock.advance(day);
    for (let count = 0; count < 3; count += 1) breaker.failed();
    map.set("a", "old", clock.now());
    expect(breaker.waitMs()).toBeGreaterThan(0);
    expect(map.get("a", clock.now())).toBe("old");
    clock.advance(-day);
    expect(breaker.waitMs()).toBe(0);
    expect(map.get("a", clock.now())).toBeUndefined();
  });
});

describe("an instant of another clock", () => {
  it("holds nothing up beyond the longest wait that is ever set", () => {
    expect(isWithin(1_500, 1_000, 500)).toBe(true);
    expect(isWithin(1_501, 1_000, 500)).toBe(false);
    expect(isWithin(1_000, 1_000, 500)).toBe(false);
    expect(isWithin(undefined, 1_000, 500)).toBe(false);
  });

  it("is not waited from", () => {
    expect(waitUntil(900, 500, 1_000)).toBe(1_400);
    expect(waitUntil(1_001, 500, 1_000)).toBe(1_000);
  });
});
