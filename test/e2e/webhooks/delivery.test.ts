import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { eventually } from "../../support/e2e/eventually.ts";
import { useRunning } from "../../support/e2e/home.ts";
import { openReceiver, type Received, type Reply } from "../../support/e2e/receiver.ts";

const running = useRunning();
const path = "/v1/admin/webhooks";
const secondMs = 1_000;
/** The events that wait for a dead endpoint. `WAITING_EVENTS=10000` takes some minutes. */
const waiting = Number(process.env.WAITING_EVENTS ?? 90);

const replies: Readonly<Record<string, (attempt: number) => Reply>> = {
  "/fails-once": (attempt) => ({ status: attempt === 1 ? 500 : 200 }),
  "/limits": (attempt) =>
    attempt === 1 ? { status: 429, headers: { "Retry-After": "8" } } : { status: 200 },
  "/resets": (attempt) => (attempt === 1 ? "resets" : { status: 200 }),
  "/hangs": () => "hangs",
  "/redirects": () => ({ status: 302, headers: { Location: "/accepts" } }),
  "/refuses": () => ({ status: 422, body: "x".repeat(5_000) }),
  "/gone": () => ({ status: 410 }),
  "/dead": () => "hangs",
};

let receiver: Awaited<ReturnType<typeof openReceiver>>;
beforeAll(async () => {
  receiver = await openReceiver(
    (where, attempt) => replies[where]?.(attempt) ?? { status: 200, body: "thank you" },
  );
});
afterAll(() => receiver.close());

const made = z.looseObject({ id: z.string(), secret: z.string() });
const deliveries = z.object({
  items: z.array(
    z.looseObject({ id: z.string(), status: z.string(), attempts: z.int(), code: z.int().nullable() }),
  ),
});

/** A tenant with an endpoint for its locations. */
async function openEndpoint(where: string) {
  const { send, mintTenant } = running();
  const { adminKey: key } = await mintTenant();
  const addTo = async (one: string) => {
    const body = { url: receiver.url(one), events: ["inventory.location.*"] };
    const answer = await send("post", path, { key, body });
    expect(answer.status, answer.text).toBe(201);
    return made.parse(answer.body);
  };
  const endpoint = await addTo(where);
  let known: string | undefined;
  // A tenant has only so many locations, so one gets a new name each time.
  const locate = async (name: string) => {
    const where = known === undefined ? "/v1/admin/locations" : `/v1/admin/locations/${known}`;
    const answer = await send(known === undefined ? "post" : "patch", where, { key, body: { name } });
    expect(answer.status, answer.text).toBe(known === undefined ? 201 : 200);
    known = z.looseObject({ id: z.string() }).parse(answer.body).id;
  };
  const list = async () =>
    deliveries.parse((await send("get", `${path}/${endpoint.id}/deliveries`, { key })).body).items;
  const settled = (status: string, withinMs = 10 * secondMs) =>
    eventually(withinMs, list, (items) => items.some((one) => one.status === status));
  return { send, key, endpoint, addTo, locate, list, settled };
}

const arrivals = (where: string, count: number, withinMs = 10 * secondMs) =>
  eventually(
    withinMs,
    async () => receiver.at(where),
    (all) => all.length >= count,
  );

function verified(secret: string, { body, headers }: Received): unknown {
  const sent = Object.entries(headers).map(([name, value]) => [name, String(value)]);
  return new Webhook(secret).verify(body, Object.fromEntries(sent));
}

describe("an event", () => {
  it("arrives within seconds, signed as Standard Webhooks say, and is listed", async () => {
    const { endpoint, locate, settled } = await openEndpoint("/accepts");
    await locate("Harbour");
    const [first] = await arrivals("/accepts", 1);
    if (first === undefined) throw new Error("nothing arrived");
    expect(verified(endpoint.secret, first)).toMatchObject({
      specversion: "1.0",
      type: "inventory.location.created",
      data: { name: "Harbour" },
    });
    expect(await settled("delivered")).toMatchObject([
      { status: "delivered", attempts: 1, code: 200, answer: "thank you", error: null },
    ]);
  });

  it.each(["/fails-once", "/resets"])("comes again after five seconds: %s", async (where) => {
    const { locate, settled } = await openEndpoint(where);
    await locate("Harbour");
    const [first, second] = await arrivals(where, 2, 15 * secondMs);
    expect(Number(second?.at) - Number(first?.at)).toBeGreaterThanOrEqual(5 * secondMs);
    expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
    expect(await settled("delivered")).toMatchObject([{ attempts: 2 }]);
  });

  it("comes again no sooner than the receiver asks", async () => {
    const { locate } = await openEndpoint("/limits");
    await locate("Harbour");
    const [first, second] = await arrivals("/limits", 2, 20 * secondMs);
    expect(Number(second?.at) - Number(first?.at)).toBeGreaterThanOrEqual(8 * secondMs);
  });

  it("is given ten seconds, and then comes again", async () => {
    const { locate, settled } = await openEndpoint("/hangs");
    await locate("Harbour");
    expect(await settled("pending", 20 * secondMs)).toMatchObject([
      { status: "pending", attempts: 1, code: null, error: "no answer within 10 s" },
    ]);
  });

  it("follows no redirect, and does not come again", async () => {
    const { locate, settled } = await openEndpoint("/redirects");
    await locate("Harbour");
    const before = receiver.at("/accepts").length;
    expect(await settled("failed")).toMatchObject([{ status: "failed", attempts: 1, code: 302 }]);
    expect(receiver.at("/accepts")).toHaveLength(before);
  });

  it("that is refused is listed with the first KiB of the answer", async () => {
    const { locate, settled } = await openEndpoint("/refuses");
    await locate("Harbour");
    expect(await settled("failed")).toMatchObject([{ code: 422, answer: "x".repeat(1_024) }]);
  });
});

describe("an endpoint", () => {
  it("whose receiver is gone is paused", async () => {
    const { send, key, endpoint, locate } = await openEndpoint("/gone");
    await locate("Harbour");
    const read = async () => (await send("get", `${path}/${endpoint.id}`, { key })).body;
    const body = await eventually(10 * secondMs, read, (one) => Object(one).status === "paused");
    expect(body).toMatchObject({ status: "paused", pausedBecause: "gone" });
  });

  it("that is dead, with many events waiting, delays no other", { timeout: 600_000 }, async () => {
    const { addTo, locate } = await openEndpoint("/dead");
    for (let index = 0; index < waiting; index += 1) await locate(`Harbour ${index}`);
    await arrivals("/dead", 1);
    await addTo("/alive");
    let longest = 0;
    for (let rounds = 1; rounds <= 5; rounds += 1) {
      const from = Date.now();
      await locate(`Pier ${rounds}`);
      await arrivals("/alive", rounds);
      longest = Math.max(longest, Number(receiver.at("/alive").at(-1)?.at) - from);
    }
    // Half a second is the pace of notifications. A dead endpoint would add its ten.
    console.log(`beside ${waiting} waiting events, the slowest delivery took ${longest} ms`);
    expect(longest).toBeLessThan(9 * secondMs);
  });

  it("can be tested, and its events sent again", async () => {
    const { send, key, endpoint, locate, settled } = await openEndpoint("/again");
    const tested = await send("post", `${path}/${endpoint.id}/test`, { key });
    expect(tested.body).toMatchObject({ type: "webhook.test", status: "delivered", code: 200, seq: null });
    const [test] = receiver.at("/again");
    if (test === undefined) throw new Error("no test arrived");
    expect(verified(endpoint.secret, test)).toMatchObject({ type: "webhook.test" });
    await locate("Harbour");
    const [delivery] = await settled("delivered");
    const again = await send("post", `${path}/${endpoint.id}/deliveries/${delivery?.id}/redeliver`, { key });
    expect(again.body, again.text).toMatchObject({ status: "pending" });
    const [, first, second] = await arrivals("/again", 3);
    expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
    const replayed = await send("post", `${path}/${endpoint.id}/replay`, { key, body: { fromSeq: 1 } });
    expect(replayed.status, replayed.text).toBe(200);
    await arrivals("/again", 4);
  });
});
