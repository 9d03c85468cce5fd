import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { type Home, openHome, type Running } from "../../support/e2e/home.ts";
import { type StreamEvent, subscribe } from "../../support/graphql/client.ts";
import type { MintedTenant } from "../../support/http/minting.ts";
import { productBody } from "../../support/http/products.ts";

let home: Home;
beforeEach(async () => {
  home = await openHome();
});
afterEach(() => home.close());

const fromTheBeginning = {
  query:
    'subscription { events(after: "1.0", types: ["catalog.product.created"]) { seq type aggregate { id } } }',
};
const events = {
  query: 'subscription { events(types: ["catalog.product.created"]) { seq type aggregate { id } } }',
};
const created = z.looseObject({ id: z.string(), handle: z.string().optional() });

async function createProduct({ send }: Running, { adminKey: key }: MintedTenant, title: string) {
  const answer = await send("post", "/v1/admin/products", { key, body: productBody(title) });
  expect(answer.status, answer.text).toBe(201);
  return created.parse(answer.body);
}

const idIn = ({ data }: StreamEvent) => Object(data).data.events.aggregate.id as string;

/** Reads a number of events, and breaks the connection. */
async function take(stream: AsyncGenerator<StreamEvent>, count: number): Promise<readonly StreamEvent[]> {
  const taken: StreamEvent[] = [];
  for await (const event of stream) {
    taken.push(event);
    if (taken.length === count) break;
  }
  return taken;
}

describe("a subscription goes on where it was", { timeout: 120_000 }, () => {
  it("after a broken connection and after the server was killed, without a gap or a double", async () => {
    const first = await home.start();
    const tenant = await first.mintTenant();
    const key = tenant.adminKey;
    const [one, two] = [await createProduct(first, tenant, "One"), await createProduct(first, tenant, "Two")];
    const before = await take(subscribe(first.platform.url, tenant, fromTheBeginning, { key }), 2);
    expect(before.map(idIn)).toEqual([one.id, two.id]);
    const lastEventId = before.at(-1)?.id ?? null;

    // While nobody listens.
    const three = await createProduct(first, tenant, "Three");
    const resumed = await take(subscribe(first.platform.url, tenant, events, { key, lastEventId }), 1);
    expect(resumed.map(idIn)).toEqual([three.id]);

    const four = await createProduct(first, tenant, "Four");
    await first.platform.kill();
    const second = await home.start();
    const five = await createProduct(second, tenant, "Five");
    const after = await take(
      subscribe(second.platform.url, tenant, events, { key, lastEventId: resumed[0]?.id ?? null }),
      2,
    );
    expect(after.map(idIn)).toEqual([four.id, five.id]);
  });

  it("an order is told again when it has changed, to whoever may read it", async () => {
    const running = await home.start();
    const { send, platform } = running;
    const tenant = await running.mintTenant();
    const { adminKey: key } = tenant;
    const product = await createProduct(running, tenant, "Lamp");
    await send("post", `/v1/admin/products/${product.id}/publish`, { key });
    const { variants } = z
      .looseObject({ variants: z.array(created) })
      .parse((await send("get", `/v1/admin/products/${product.id}`, { key })).body);
    await send("put", `/v1/admin/variants/${variants[0]?.id}/inventory`, { key, body: { stocked: 5 } });
    const placed = await send("post", "/v1/store/checkout", {
      headers: { "X-Tenant": tenant.slug, "Idempotency-Key": crypto.randomUUID() },
      body: {
        currency: "USD",
        items: [{ variantId: variants[0]?.id, quantity: 1 }],
        email: "ada@example.com",
        shippingAddress: { firstName: "Ada", country: "GB" },
      },
    });
    const { id, accessToken: token } = z
      .looseObject({ id: z.string(), accessToken: z.string() })
      .parse(placed.body);
    const query =
      "subscription ($id: ID!, $token: String) { order(id: $id, token: $token) { status note items { title } } }";
    const stream = subscribe(platform.url, tenant, { query, variables: { id, token } });
    const before = await stream.next();
    expect(Object(before.value?.data).data.order).toMatchObject({ items: [{ title: "Lamp" }] });
    await send("patch", `/v1/admin/orders/${id}`, { key, body: { note: "Ring twice" } });
    const after = await stream.next();
    expect(Object(after.value?.data).data.order).toMatchObject({ note: "Ring twice" });
    await stream.return(undefined);

    const [refused, end] = await take(
      subscribe(platform.url, tenant, { query, variables: { id, token: `${token.slice(0, -1)}A` } }),
      2,
    );
    expect(Object(refused?.data).errors[0].extensions.code).toBe("not-found");
    expect(end?.event).toBe("complete");
  });
});
