import { describe, expect, it } from "vitest";
import { openWebhooks } from "./given.ts";

const secondMs = 1_000;
const dayMs = 24 * 3_600 * secondMs;

describe("a delivery", () => {
  it("is sent again with the same id, and counts its attempts on", async () => {
    const { platform, add, answer, locate, must, pass, arrived, deliveries } = openWebhooks();
    const { id } = await add("shop");
    answer(() => new Response(null, { status: 404 }));
    locate("one");
    await platform.deliverAll();
    answer(() => new Response(null, { status: 204 }));
    const { id: eventId, body } = arrived[0] ?? { id: "", body: "{}" };
    must("webhooks.repeatEvent", { id, eventId, seq: Number(JSON.parse(body).sequence) });
    await pass(secondMs);
    expect(arrived.map((one) => one.id)).toEqual([eventId, eventId]);
    expect(deliveries(id)).toMatchObject([{ status: "delivered", attempts: 2, code: 204, error: null }]);
  });

  it("is sent again although the endpoint no longer wants its type", async () => {
    const { platform, add, change, locate, must, pass, arrived } = openWebhooks();
    const { id } = await add("shop");
    locate("one");
    await platform.deliverAll();
    change(id, { events: ["order.*"] });
    const { id: eventId, body } = arrived[0] ?? { id: "", body: "{}" };
    must("webhooks.repeatEvent", { id, eventId, seq: Number(JSON.parse(body).sequence) });
    await pass(secondMs);
    expect(arrived).toHaveLength(2);
  });

  it("of an event that is not in the log is refused", async () => {
    const { add, run } = openWebhooks();
    const { id } = await add("shop");
    for (const seq of [1, 10_000]) {
      const result = run("webhooks.repeatEvent", { id, eventId: "01J00000000000000000000000", seq });
      expect(result).toMatchObject({ ok: false, refusal: { code: "event-expired" } });
    }
  });
});

describe("a replay", () => {
  it("sends what the endpoint wants, also from before it was there, in order", async () => {
    const { add, locate, rename, must, pass, namesAt } = openWebhooks();
    const location = locate("one");
    rename(location, "two");
    const { id } = await add("shop", ["inventory.location.*"]);
    await pass(secondMs);
    expect(namesAt("shop")).toEqual([]);
    const { fromSeq, toSeq } = must("webhooks.replayEvents", { id, range: { fromSeq: 1 } }) as {
      fromSeq: number;
      toSeq: number;
    };
    expect([fromSeq, toSeq > fromSeq]).toEqual([1, true]);
    rename(location, "three");
    await pass(secondMs);
    expect(namesAt("shop")).toEqual(["one", "two", "three"]);
  });

  it("begins and ends at times", async () => {
    const { platform, add, locate, must, pass, namesAt } = openWebhooks();
    const at = () => new Date(platform.clock.now()).toISOString();
    const { id } = await add("shop", ["inventory.location.*"]);
    locate("before");
    await pass(secondMs);
    const from = at();
    locate("in between");
    const to = at();
    await pass(secondMs);
    locate("after");
    await pass(secondMs);
    must("webhooks.replayEvents", { id, range: { from, to } });
    await pass(secondMs);
    expect(namesAt("shop")).toEqual(["before", "in between", "after", "in between"]);
    const nothing = { fromSeq: null, toSeq: null };
    expect(must("webhooks.replayEvents", { id, range: { from: at() } })).toEqual(nothing);
    expect(must("webhooks.replayEvents", { id, range: { fromSeq: 10_000 } })).toEqual(nothing);
  });

  it("of more events than a reaction takes over at once sends all of them", async () => {
    const { add, tenant, must, pass, namesAt } = openWebhooks();
    for (let index = 0; index < 95; index += 1) must("inventory.createLocation", { name: `no. ${index}` });
    const { id } = await add("shop", ["inventory.location.*"]);
    must("webhooks.replayEvents", { id, range: { fromSeq: 1 } });
    await pass(dayMs);
    expect(new Set(namesAt("shop")).size).toBe(95);
    expect(tenant.storage.rows("SELECT * FROM reaction_replays")).toEqual([]);
  });
});
