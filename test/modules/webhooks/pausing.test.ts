import { describe, expect, it } from "vitest";
import { openWebhooks } from "./given.ts";

const secondMs = 1_000;
const hourMs = 3_600 * secondMs;
const dayMs = 24 * hourMs;

describe("a paused endpoint", () => {
  it("is sent nothing, and catches up in order once it is active", async () => {
    const { add, change, locate, rename, pass, namesAt } = openWebhooks();
    const { id } = await add("shop");
    const other = await add("other");
    change(id, { status: "paused" });
    const location = locate("one");
    rename(location, "two");
    await pass(dayMs);
    expect(namesAt("shop")).toEqual([]);
    expect(namesAt("other")).toEqual(["one", "two"]);
    change(id, { status: "active" });
    change(other.id, { status: "paused" });
    await pass(secondMs);
    expect(namesAt("shop")).toEqual(["one", "two"]);
  });

  it("keeps what it could not be sent before", async () => {
    const { platform, add, answer, change, locate, pass, namesAt } = openWebhooks();
    const { id } = await add("shop");
    answer(() => new Response(null, { status: 503 }));
    locate("one");
    await platform.deliverAll();
    change(id, { status: "paused" });
    await pass(2 * dayMs);
    expect(namesAt("shop")).toEqual(["one"]);
    answer(() => new Response(null, { status: 204 }));
    change(id, { status: "active" });
    await pass(secondMs);
    expect(namesAt("shop")).toEqual(["one", "one"]);
  });

  it("by five days of failures is told why, and starts anew", async () => {
    const { add, answer, change, locate, pass, read, arrived } = openWebhooks();
    const { id } = await add("shop");
    answer(() => new Response(null, { status: 500 }));
    for (let days = 0; days < 5; days += 1) {
      locate(`day ${days}`);
      await pass(dayMs);
      if (days < 4) expect(read(id).status).toBe("active");
    }
    locate("the last one");
    await pass(hourMs);
    expect(read(id)).toMatchObject({ status: "paused", pausedBecause: "failing" });
    const before = arrived.length;
    await pass(dayMs);
    expect(arrived).toHaveLength(before);
    change(id, { status: "active" });
    await pass(hourMs);
    expect(arrived.length).toBeGreaterThan(before);
    expect(read(id)).toMatchObject({ status: "active", pausedBecause: null });
  });

  it("is not what becomes of one that answers once in five days", async () => {
    const { add, answer, locate, pass, read } = openWebhooks();
    const { id } = await add("shop");
    for (let days = 0; days < 8; days += 1) {
      answer(() => new Response(null, { status: days === 4 ? 200 : 404 }));
      locate(`day ${days}`);
      await pass(dayMs);
    }
    expect(read(id).status).toBe("active");
  });
});

describe("the staff", () => {
  it("is told by mail that an endpoint was paused, whoever may change it", async () => {
    const { platform, must, add, answer, locate, pass } = openWebhooks();
    const { world } = platform;
    const password = { salt: "c2FsdHNhbHRzYWx0c2FsdA", cost: "32768,8,3", hash: "H".repeat(43) };
    for (const [name, role] of [
      ["ada", "admin"],
      ["ben", "manager"],
    ])
      must("identity.createUser", { email: `${name}@shop.example`, role, password });
    await add("shop", ["inventory.*"]);
    answer(() => new Response(null, { status: 410 }));
    locate("one");
    await platform.deliverAll();
    await pass(secondMs);
    expect(world.accepted.map(({ to }) => to)).toEqual(["ada@shop.example"]);
    expect(world.accepted[0]?.text).toContain("https://shop.example.com/");
    must("webhooks.updateEndpoint", { id: "whk_01J00000000000000000000001", patch: { status: "paused" } });
    await pass(secondMs);
    expect(world.accepted).toHaveLength(1);
  });
});

describe("a dead endpoint", () => {
  it("delays no other one, and no view", async () => {
    const { platform, tenant, add, answer, locate, arrived, namesAt } = openWebhooks();
    await add("dead");
    await add("alive");
    answer(({ url }) => (url.includes("dead") ? null : new Response(null, { status: 204 })));
    for (let index = 0; index < 30; index += 1) locate(`waiting ${index}`);
    await platform.settle();
    const hanging = platform.deliver();
    // Signing takes turns of its own, and how many is not the test's to say.
    for (let turns = 0; turns < 5_000 && namesAt("alive").length < 30; turns += 1) await platform.rest();
    expect(namesAt("alive")).toHaveLength(30);
    expect(arrived.filter(({ url }) => url.includes("dead")).length).toBeLessThanOrEqual(10);
    expect(platform.position(tenant)).not.toBeNull();
    for (let rounds = 0; rounds < 10; rounds += 1) {
      platform.world.endTimeLimits();
      for (let turns = 0; turns < 20; turns += 1) await platform.rest();
    }
    await hanging;
  });

  it("is asked for a few events only, however many wait", async () => {
    const { add, answer, must, pass, arrived } = openWebhooks();
    await add("dead");
    answer(() => new Response(null, { status: 503 }));
    for (let index = 0; index < 90; index += 1)
      must("inventory.createLocation", { name: `waiting ${index}` });
    await pass(60 * secondMs);
    expect(arrived.length).toBeLessThanOrEqual(20);
  });
});
