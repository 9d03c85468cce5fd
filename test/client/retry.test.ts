import { describe, expect, it } from "vitest";
import { createClientOf } from "../../client/src/client.ts";
import { json, problem, type Scripted, scripted, waits } from "../support/client/server.ts";

interface Operation {
  parameters: { header?: { "If-Match"?: string } };
  responses: {
    200: { content: { "application/json": { id: string } } };
    "4XX": { content: { "application/problem+json": { code: string } } };
  };
}
interface WithBody extends Operation {
  requestBody: { content: { "application/json": object } };
}
interface Paths {
  "/queries": { post: WithBody };
  "/things": { get: Operation; post: WithBody; patch: WithBody; delete: Operation };
}

function clientOf(answers: readonly Scripted[], { retries = 3, maxWaitMs = 30_000 } = {}) {
  const server = scripted(...answers);
  const { ms, wait } = waits();
  const client = createClientOf<Paths>(
    {
      baseUrl: "https://shop.example",
      fetch: server.fetch,
      wait,
      random: () => 1,
      retries,
      maxWaitMs,
    },
    ["/queries"],
  );
  return { client, ms, requests: server.requests };
}

const done = () => json({ id: "thing_1" });
const broken = new TypeError("fetch failed");

describe("a request that is refused for now", () => {
  it("is sent again after Retry-After", async () => {
    const { client, ms, requests } = clientOf([problem("rate-limited", 429, { "Retry-After": "7" }), done()]);
    expect((await client.GET("/things")).data).toEqual({ id: "thing_1" });
    expect(ms).toEqual([7_000]);
    expect(requests).toHaveLength(2);
  });

  it("waits until the date that Retry-After names", async () => {
    const date = new Date(Date.now() + 5_000).toUTCString();
    const { client, ms } = clientOf([problem("overloaded", 503, { "Retry-After": date }), done()]);
    await client.GET("/things");
    expect(ms[0]).toBeGreaterThan(3_000);
    expect(ms[0]).toBeLessThanOrEqual(5_000);
  });

  it("waits longer each time where the server says nothing", async () => {
    const refused = () => problem("overloaded", 503);
    const { client, ms } = clientOf([refused(), refused(), refused(), done()]);
    await client.GET("/things");
    expect(ms).toEqual([250, 500, 1_000]);
  });

  it("is given back after the last repeat", async () => {
    const refused = () => problem("projection-lag", 503);
    const { client, requests } = clientOf([refused(), refused(), refused()], { retries: 2 });
    expect((await client.GET("/things")).error?.code).toBe("projection-lag");
    expect(requests).toHaveLength(3);
  });

  it("is given back where the wait would be too long", async () => {
    const { client, ms } = clientOf([problem("rate-limited", 429, { "Retry-After": "31" })]);
    expect((await client.GET("/things")).error?.code).toBe("rate-limited");
    expect(ms).toEqual([]);
  });

  it("is not sent again for any other refusal", async () => {
    const { client, requests } = clientOf([problem("validation-failed", 400)]);
    expect((await client.POST("/things", { body: {} })).error?.code).toBe("validation-failed");
    expect(requests).toHaveLength(1);
  });
});

describe("a POST", () => {
  it("keeps its key and its body when it is sent again", async () => {
    const { client, requests } = clientOf([broken, problem("overloaded", 503), done()]);
    await client.POST("/things", { body: { title: "Lantern" } });
    const keys = requests.map(({ headers }) => headers.get("Idempotency-Key"));
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    for (const one of requests) expect(await one.json()).toEqual({ title: "Lantern" });
  });

  it("has another key each time it is called", async () => {
    const { client, requests } = clientOf([done(), done()]);
    await client.POST("/things", { body: {} });
    await client.POST("/things", { body: {} });
    const [one, other] = requests.map(({ headers }) => headers.get("Idempotency-Key"));
    expect(one).not.toBe(other);
  });

  it("has the key that the caller chose", async () => {
    const { client, requests } = clientOf([done()]);
    await client.POST("/things", { body: {}, idempotencyKey: "order-17" });
    expect(requests[0]?.headers.get("Idempotency-Key")).toBe("order-17");
  });

  it("waits for its first attempt, whose answer got lost", async () => {
    const { client } = clientOf([broken, problem("idempotency-in-progress", 409), done()]);
    expect((await client.POST("/things", { body: {} })).data).toEqual({ id: "thing_1" });
  });

  it("has no key where the API takes none, and then is not sent again after its answer got lost", async () => {
    const { client, requests } = clientOf([problem("overloaded", 503), broken]);
    await expect(client.POST("/queries", { body: {} })).rejects.toBe(broken);
    expect(requests.map(({ headers }) => headers.get("Idempotency-Key"))).toEqual([null, null]);
  });

  it("is not sent again where another request is using its key", async () => {
    const { client, requests } = clientOf([problem("idempotency-in-progress", 409)]);
    expect((await client.POST("/things", { body: {} })).error?.code).toBe("idempotency-in-progress");
    expect(requests).toHaveLength(1);
  });
});

describe("a request whose answer got lost", () => {
  it("is sent again if it only reads, or changes fields", async () => {
    const { client, requests } = clientOf([broken, done(), json({}, 502), done()]);
    await client.GET("/things");
    await client.PATCH("/things", { body: { title: "Lamp" } });
    expect(requests.map(({ method }) => method)).toEqual(["GET", "GET", "PATCH", "PATCH"]);
  });

  it("is not sent again if it deletes: the second time nothing would be there", async () => {
    const { client } = clientOf([broken]);
    await expect(client.DELETE("/things")).rejects.toBe(broken);
  });

  it("is not sent again if it has a condition, which the first attempt may have ended", async () => {
    const { client } = clientOf([broken]);
    const call = client.PATCH("/things", { body: {}, params: { header: { "If-Match": '"1"' } } });
    await expect(call).rejects.toBe(broken);
  });

  it("fails as the last attempt failed", async () => {
    const { client } = clientOf([broken, broken], { retries: 1 });
    await expect(client.GET("/things")).rejects.toBe(broken);
  });
});

it("a wait ends with the signal of its caller", async () => {
  const { fetch } = scripted(problem("overloaded", 503, { "Retry-After": "20" }));
  const client = createClientOf<Paths>({ baseUrl: "https://shop.example", fetch });
  const caller = new AbortController();
  const call = client.GET("/things", { signal: caller.signal });
  setTimeout(() => caller.abort(new Error("the shopper left")), 1);
  await expect(call).rejects.toThrow("the shopper left");
});
