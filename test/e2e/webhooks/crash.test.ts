import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { createRandom } from "../../../local/node/random.ts";
import { eventually } from "../../support/e2e/eventually.ts";
import { type Home, openHome, type Running } from "../../support/e2e/home.ts";
import { openReceiver } from "../../support/e2e/receiver.ts";
import type { MintedTenant } from "../../support/http/minting.ts";

let home: Home;
let receiver: Awaited<ReturnType<typeof openReceiver>>;
beforeAll(async () => {
  home = await openHome();
  receiver = await openReceiver(() => ({ status: 200 }));
});
afterAll(async () => {
  await home.close();
  receiver.close();
});

const page = z.object({
  items: z.array(
    z.looseObject({ id: z.string(), seq: z.int(), aggregate: z.looseObject({ id: z.string() }) }),
  ),
  nextCursor: z.string().nullable(),
});

/** All events of the log that the endpoint wants. */
async function wanted({ send }: Running, { adminKey: key }: MintedTenant) {
  const all: z.infer<typeof page>["items"] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const from: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const path = `/v1/ops/events?type=inventory.location.updated&limit=100${from}`;
    const { items, nextCursor } = page.parse((await send("get", path, { key })).body);
    all.push(...items);
    cursor = nextCursor;
  }
  return all;
}

it("kills at random moments lose no webhook, and those of one thing arrive in order", {
  timeout: 180_000,
}, async () => {
  const random = createRandom(11);
  let running = await home.start();
  const tenant = await running.mintTenant();
  const { adminKey: key } = tenant;
  const body = { url: receiver.url("/all"), events: ["inventory.location.updated"] };
  expect((await running.send("post", "/v1/admin/webhooks", { key, body })).status).toBe(201);
  const ids = await Promise.all(
    [1, 2, 3].map(async (number) => {
      const made = await running.send("post", "/v1/admin/locations", {
        key,
        body: { name: `Shelf ${number}` },
      });
      return z.looseObject({ id: z.string() }).parse(made.body).id;
    }),
  );
  for (let round = 0; round < 4; round += 1) {
    const killAfter = 1 + Math.floor(random() * 20);
    await writeUntilKilled(running, key, ids, round, killAfter);
    running = await home.start();
  }
  const events = await wanted(running, tenant);
  expect(events.length).toBeGreaterThan(10);
  const arrived = await eventually(
    60_000,
    async () => receiver.at("/all").map(({ headers }) => String(headers["webhook-id"])),
    (arrivals) => events.every(({ id }) => arrivals.includes(id)),
  );
  for (const id of ids) {
    const own = events.filter(({ aggregate }) => aggregate.id === id).map((event) => event.id);
    const firsts = [...new Set(arrived)].filter((one) => own.includes(one));
    expect(firsts).toEqual(own);
  }
});

/** Changes all of the locations at once, again and again, and kills the platform once so many changes are acknowledged. */
async function writeUntilKilled(
  { send, platform }: Running,
  key: string,
  ids: readonly string[],
  round: number,
  killAfter: number,
): Promise<void> {
  let acknowledged = 0;
  let killed: Promise<void> | null = null;
  const change = async (id: string) => {
    for (let index = 0; killed === null && index < 30; index += 1) {
      const body = { name: `Shelf ${round}.${index}` };
      const answer = await send("patch", `/v1/admin/locations/${id}`, { key, body }).catch(() => null);
      if (answer?.status !== 200) return;
      acknowledged += 1;
      if (acknowledged === killAfter) killed = platform.kill();
    }
  };
  await Promise.all(ids.map(change));
  await (killed ?? platform.kill());
}
