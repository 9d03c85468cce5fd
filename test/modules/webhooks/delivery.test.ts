import { describe, expect, it } from "vitest";
import { openWebhooks } from "./given.ts";

const secondMs = 1_000;
const hourMs = 3_600 * secondMs;
const dayMs = 24 * hourMs;

/** An endpoint for locations, and one event that was sent to it. */
async function openWithOne(answer?: Parameters<ReturnType<typeof openWebhooks>["answer"]>[0]) {
  const webhooks = openWebhooks();
  const endpoint = await webhooks.add("shop", ["inventory.location.*"]);
  if (answer !== undefined) webhooks.answer(answer);
  const location = webhooks.locate("first");
  await webhooks.platform.deliverAll();
  return { ...webhooks, endpoint, location };
}

const status =
  (code: number, headers: Record<string, string> = {}) =>
  () =>
    new Response("what the receiver says", { status: code, headers });

describe("an event", () => {
  it("is sent to the endpoints that want it, and to no other", async () => {
    const { platform, add, locate, arrived } = openWebhooks();
    await add("all");
    await add("locations", ["inventory.location.created"]);
    await add("orders", ["order.*"]);
    locate("harbour");
    await platform.deliverAll();
    expect(arrived.map(({ url }) => url).toSorted()).toEqual([
      "https://all.example.com/",
      "https://locations.example.com/",
    ]);
  });

  it("that happened before the endpoint was added is not sent", async () => {
    const { platform, add, locate, arrived } = openWebhooks();
    locate("before");
    await add("shop");
    await platform.deliverAll();
    expect(arrived).toEqual([]);
  });

  it("is a CloudEvent", async () => {
    const { arrived, tenant, location } = await openWithOne();
    const body = JSON.parse(arrived[0]?.body ?? "");
    expect(body).toEqual({
      specversion: "1.0",
      id: arrived[0]?.id,
      source: `/tenants/${tenant.id}`,
      type: "inventory.location.created",
      time: body.time,
      subject: `location/${location}`,
      datacontenttype: "application/json",
      tenantid: tenant.id,
      sequence: expect.stringMatching(/^\d+$/),
      aggregateversion: 1,
      correlationid: "01J00000000000000000000000",
      actorkind: "system",
      data: { name: "first", isDefault: expect.any(Boolean) },
    });
    expect(arrived[0]?.headers.get("content-type")).toBe("application/cloudevents+json; charset=utf-8");
  });

  it("that was accepted is sent once, and listed as delivered", async () => {
    const { arrived, deliveries, endpoint, pass, openTasks } = await openWithOne(status(201));
    await pass(dayMs);
    expect(arrived).toHaveLength(1);
    expect(deliveries(endpoint.id)).toMatchObject([
      { status: "delivered", attempts: 1, code: 201, answer: "what the receiver says", error: null },
    ]);
    expect(openTasks()).toEqual([]);
  });

  it("is sent in the order of its aggregate, and waits for no other", async () => {
    const { locate, rename, answer, namesAt, location, pass } = await openWithOne();
    answer(({ body }) => new Response(null, { status: body.includes("second") ? 503 : 204 }));
    rename(location, "second");
    rename(location, "third");
    locate("elsewhere");
    await pass(secondMs);
    const [earliest, ...sideBySide] = namesAt("shop");
    expect(earliest).toBe("first");
    expect(sideBySide.toSorted()).toEqual(["elsewhere", "second"]);
    answer(status(200));
    await pass(hourMs);
    expect(namesAt("shop").slice(3)).toEqual(["second", "third"]);
  });
});

describe("a receiver that answers", () => {
  it.each([408, 425, 429, 500, 502, 503, 504])("%i gets the event again", async (code) => {
    const { arrived, deliveries, endpoint, pass } = await openWithOne(status(code));
    expect(deliveries(endpoint.id)).toMatchObject([{ status: "pending", attempts: 1, code }]);
    await pass(7 * secondMs);
    expect(arrived).toHaveLength(2);
    expect(new Set(arrived.map(({ id }) => id)).size).toBe(1);
  });

  it.each([301, 302, 303, 307, 308, 400, 401, 403, 404, 409, 413, 422])(
    "%i does not get it again, and gets the next event of the aggregate at once",
    async (code) => {
      const answers = (body: string) => new Response(null, { status: body.includes("first") ? code : 204 });
      const { arrived, deliveries, endpoint, rename, location, pass } = await openWithOne(({ body }) =>
        answers(body),
      );
      rename(location, "next");
      await pass(secondMs);
      expect(arrived).toHaveLength(2);
      expect(deliveries(endpoint.id)).toMatchObject([
        { status: "failed", attempts: 1, code, error: `HTTP ${code}` },
        { status: "delivered", code: 204 },
      ]);
    },
  );

  it("with an error of the connection gets it again", async () => {
    const { arrived, deliveries, endpoint, pass } = await openWithOne(() =>
      Promise.reject(new TypeError("connection reset by 10.0.0.7")),
    );
    expect(deliveries(endpoint.id)).toMatchObject([
      { status: "pending", code: null, answer: null, error: "there was no answer" },
    ]);
    await pass(7 * secondMs);
    expect(arrived).toHaveLength(2);
  });

  it("with nothing at all within ten seconds gets it again", async () => {
    const { platform, add, arrived, deliveries, answer, locate, pass } = openWebhooks();
    const endpoint = await add("shop");
    answer(() => null);
    locate("first");
    await platform.settle();
    const hanging = platform.deliver();
    for (let turns = 0; turns < 20; turns += 1) await platform.rest();
    platform.world.endTimeLimits();
    await hanging;
    expect(deliveries(endpoint.id)).toMatchObject([
      { status: "pending", attempts: 1, code: null, error: "no answer within 10 s" },
    ]);
    answer(status(200));
    await pass(7 * secondMs);
    expect(arrived).toHaveLength(2);
  });

  it("410 is sent nothing more", async () => {
    const { pass, arrived, endpoint, read, deliveries, locate } = await openWithOne(status(410));
    expect(read(endpoint.id)).toMatchObject({ status: "paused", pausedBecause: "gone" });
    locate("next");
    await pass(hourMs);
    expect(arrived).toHaveLength(1);
    expect(deliveries(endpoint.id)).toMatchObject([{ status: "failed", code: 410 }]);
  });

  it("a megabyte is read for one KiB of it", async () => {
    let pulled = 0;
    const body = () =>
      new ReadableStream({
        pull(controller) {
          pulled += 1;
          controller.enqueue(new TextEncoder().encode("x".repeat(1_000)));
        },
      });
    const { deliveries, endpoint } = await openWithOne(() => new Response(body(), { status: 200 }));
    expect(String(deliveries(endpoint.id)[0]?.answer)).toHaveLength(1_024);
    expect(pulled).toBeLessThan(10);
  });
});

describe("the plan of retries", () => {
  it("is 5 s, 30 s, 2 min, 10 min, 30 min, 2 h, 6 h and 12 h, each up to a fifth longer", async () => {
    const { platform, arrived, answer, add, locate, pass, deliveries, openTasks } = openWebhooks();
    const { id } = await add("shop");
    const at: number[] = [];
    answer(() => {
      at.push(platform.clock.now());
      return new Response(null, { status: 500 });
    });
    locate("first");
    await platform.deliverAll();
    await pass(2 * dayMs);
    expect(arrived).toHaveLength(9);
    const planned = [5, 30, 120, 600, 1_800, 7_200, 21_600, 43_200].map((seconds) => seconds * secondMs);
    for (const [index, pause] of planned.entries()) {
      const waited = (at[index + 1] ?? 0) - (at[index] ?? 0);
      expect(waited).toBeGreaterThanOrEqual(pause);
      // The object looks at most half a second later.
      expect(waited).toBeLessThanOrEqual(pause * 1.2 + 1_000);
    }
    expect(deliveries(id)).toMatchObject([{ status: "failed", attempts: 9, code: 500 }]);
    expect(openTasks()).toEqual([]);
  });

  it("gives way to a later Retry-After, up to an hour", async () => {
    for (const [asked, atLeast, atMost] of [
      ["60", 60, 61],
      ["1", 5, 7],
      ["86400", 3_600, 3_602],
    ] as const) {
      const { platform, arrived, answer, pass } = await openWithOne(status(429, { "Retry-After": asked }));
      answer(status(200));
      const from = platform.clock.now();
      while (arrived.length < 2) await pass(500);
      const waited = (platform.clock.now() - from) / secondMs;
      expect(waited).toBeGreaterThanOrEqual(atLeast);
      expect(waited).toBeLessThanOrEqual(atMost + 1);
    }
  });

  it("ends with the endpoint: what waits for a deleted one is gone", async () => {
    const { must, arrived, endpoint, pass, openTasks } = await openWithOne(status(500));
    must("webhooks.deleteEndpoint", { id: endpoint.id });
    await pass(dayMs);
    expect(arrived).toHaveLength(1);
    expect(openTasks()).toEqual([]);
  });
});
