import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { type Home, openHome, type Running, signingSecret } from "../../support/e2e/home.ts";
import { createMarkers } from "../../support/e2e/markers.ts";
import { putOnSale, shopperOf } from "../../support/http/carts.ts";
import type { MintedTenant } from "../../support/http/minting.ts";
import { platformToken } from "../../support/http/sender.ts";

const markers = createMarkers();
const mailToken = markers.plant("the mail provider's token");
const recipient = `${crypto.randomUUID()}@shop.example`;

/** A provider that refuses, asks to wait, fails and quotes what it was sent, before it takes the mail. */
const answers = [422, 429, 500, 200];
const mails: string[] = [];
function startProvider(): Promise<Server> {
  const server = createServer(async (request, response) => {
    const sent = Buffer.concat(await request.toArray()).toString();
    mails.push(sent);
    response.writeHead(answers.shift() ?? 200, { "Content-Type": "application/json", "Retry-After": "0" });
    response.end(JSON.stringify({ name: "validation_error", message: sent }));
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

let home: Home;
let running: Running;
let provider: Server;
let shop: MintedTenant;
beforeAll(async () => {
  provider = await startProvider();
  // A server that listens on a port has such an address.
  const { port } = provider.address() as AddressInfo;
  home = await openHome();
  const vars = {
    MAIL: "http",
    MAIL_URL: `http://127.0.0.1:${port}/emails`,
    MAIL_FROM: "Harbour <mail@shop.example>",
    MAIL_TOKEN: mailToken,
  };
  running = await home.start({}, vars, (_, line) => markers.take("log", line));
  shop = await running.mintTenant();
});
afterAll(async () => {
  await home.close();
  provider.close();
});

const made = z.looseObject({ id: z.string(), apiKey: z.string() });
const ordered = z.looseObject({ id: z.string(), accessToken: z.string() });

/** Uses every kind of credential, well and badly. */
async function useCredentials(): Promise<void> {
  const { send } = running;
  const idempotencyKey = markers.plant("an Idempotency-Key");
  const answer = await send("post", "/v1/admin/api-keys", {
    key: shop.adminKey,
    headers: { "Idempotency-Key": idempotencyKey },
    body: { name: "Till", role: "manager", scopes: ["orders:read", "orders:list"] },
  });
  const { id, apiKey } = made.parse(answer.body);
  markers.secret("a secret key", apiKey);
  markers.secret("the secret of a key", apiKey.split("_")[3] ?? "");
  markers.secret("the first key of a tenant", shop.adminKey);
  markers.secret("the platform's token", platformToken);
  markers.secret("the signing secret", signingSecret);
  expect((await send("get", "/v1/admin/orders", { key: apiKey })).status).toBe(200);
  expect((await send("get", "/v1/admin/products", { key: apiKey })).status).toBe(403);
  expect((await send("delete", `/v1/admin/api-keys/${id}`, { key: shop.adminKey })).status).toBe(204);
  for (const bad of [
    markers.plant("a bad bearer"),
    `sk_${markers.plant("a bad key")}`,
    `${apiKey.slice(0, -1)}x`,
  ])
    expect((await send("get", "/v1/admin/orders", { key: bad })).status).toBe(401);
}

/** Shops with a cart and an order, whose ids and tokens open them. */
async function shopWithTokens(): Promise<void> {
  const { send } = running;
  const variantId = await putOnSale(send, shop);
  const headers = { "X-Tenant": shop.slug };
  const items = [{ variantId, quantity: 1 }];
  const cart = await send("post", "/v1/store/carts", {
    headers: { ...headers, "Idempotency-Key": markers.plant("a shopper's Idempotency-Key") },
    body: { items },
  });
  const cartId = z.looseObject({ id: z.string() }).parse(cart.body).id;
  markers.secret("a cart's id", cartId);
  expect((await send("get", `/v1/store/carts/${cartId}`, { headers })).status).toBe(200);
  const answer = await send("post", "/v1/store/checkout", {
    headers: { ...headers, "Idempotency-Key": crypto.randomUUID() },
    body: { ...shopperOf(shop), email: recipient, items },
  });
  const { id, accessToken } = ordered.parse(answer.body);
  markers.secret("an order's token", accessToken);
  // The order has the address, so its events and the changes in the audit log do. Nothing else may.
  markers.secret("a shopper's e-mail address", recipient, ["log", "subscription"]);
  const read = (token: string) =>
    send("get", `/v1/store/orders/${id}`, { headers: { ...headers, "X-Order-Token": token } });
  expect((await read(accessToken)).status).toBe(200);
  expect((await read(markers.plant("a bad order token"))).status).toBe(404);
}

/** Sends what a shopper could type into the wrong place. */
async function typeBadly(): Promise<void> {
  const { send } = running;
  const headers = { "X-Tenant": shop.slug };
  const password = markers.plant("a password");
  const bodies = [{ email: recipient, password }, `{"email": "${recipient}", "password": "${password}`];
  for (const body of bodies) {
    await send("post", "/v1/auth/sign-in", { headers, body });
    expect((await send("post", "/v1/store/carts", { headers, body })).status).toBe(400);
  }
  await send("get", `/v1/store?token=${markers.plant("a token in a query")}`, { headers });
  await send("get", `/nothing/${markers.plant("a token in a path")}`);
}

async function takeIn(place: Parameters<typeof markers.take>[0], path: string): Promise<void> {
  const { status, body, text } = await running.send("get", path, {
    key: platformToken,
    headers: { "X-Tenant": shop.slug },
  });
  expect(status, text).toBe(200);
  for (const item of z.looseObject({ items: z.array(z.unknown()) }).parse(body).items)
    markers.take(place, JSON.stringify(item));
}

describe("what the platform writes down", () => {
  it("has no password, token, key or text of a mail in it, however they were used", async () => {
    await useCredentials();
    await shopWithTokens();
    await typeBadly();
    await vi.waitUntil(() => mails.length >= 4, { timeout: 60_000, interval: 200 });
    for (const sent of mails) {
      const { text } = z.looseObject({ text: z.string() }).parse(JSON.parse(sent));
      for (const line of text.split("\n").filter((one) => one.length > 30))
        markers.secret("a line of a mail", line);
    }
    await takeIn("event", "/v1/ops/events?limit=100");
    await takeIn("audit log", "/v1/admin/audit?limit=100");
    await takeIn("dead letter", "/v1/ops/dead-letters?limit=100");
    await takeIn("subscription", "/v1/ops/subscriptions?limit=100");
    expect(markers.leaks()).toEqual([]);
    // The run was seen.
    for (const place of ["log", "event", "audit log", "subscription"] as const)
      expect(markers.count(place), place).toBeGreaterThan(0);
  });

  it("would show what is in it: the search finds a marker in every form", () => {
    const own = createMarkers();
    const text = own.plant("a token");
    for (const form of [text, Buffer.from(text).toString("base64url"), Buffer.from(text).toString("hex")])
      own.take("log", `{"kind":"request","path":"/${form}"}`);
    expect(own.leaks()).toHaveLength(3);
  });
});
