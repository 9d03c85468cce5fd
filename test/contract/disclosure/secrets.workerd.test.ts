import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { inflateRawSync } from "node:zlib";
import { expect, it, vi } from "vitest";
import { z } from "zod";
import { complete, putOnSale, readyCart, shopperOf } from "../../support/http/carts.ts";
import { act } from "../../support/http/orders.ts";
import { platformToken, send } from "../../support/http/request.ts";
import { type MintedTenant, mintTenant } from "../../support/http/tenants.ts";

const tablesQuery =
  "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'";

/** All rows of the tenant's object, of the platform's and of D1, by table, as text. */
async function storedTexts(tenantId: string): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const name of [tenantId, "platform"]) {
    const stub = env.TENANTS.get(env.TENANTS.idFromName(name));
    await runInDurableObject(stub, (_, { storage }) => {
      for (const { name: table } of storage.sql.exec(tablesQuery).toArray())
        texts.set(`${name} ${table}`, textOf(storage.sql.exec(`SELECT * FROM "${table}"`).toArray()));
    });
  }
  const { results } = await env.DB.prepare(tablesQuery).all<{ name: string }>();
  for (const { name } of results.filter((one) => !one.name.startsWith("search_terms")))
    texts.set(`D1 ${name}`, textOf((await env.DB.prepare(`SELECT * FROM "${name}"`).all()).results));
  return texts;
}

/** Stored answers are compressed. */
function textOf(rows: readonly Readonly<Record<string, unknown>>[]): string {
  return JSON.stringify(rows, (_, value) =>
    value instanceof ArrayBuffer ? inflateRawSync(Buffer.from(value)).toString("utf8") : value,
  );
}

function captureLog(): readonly string[] {
  const lines: string[] = [];
  for (const method of ["log", "error", "warn", "info", "debug"] as const)
    vi.spyOn(console, method).mockImplementation((...parts: unknown[]) => void lines.push(parts.join(" ")));
  return lines;
}

/** An Idempotency-Key that can be recognised, in a request's headers. */
const keys: string[] = [];
function idempotent(tenant: Pick<MintedTenant, "slug">) {
  const key = `recognisable-${crypto.randomUUID()}`;
  keys.push(key);
  return { "X-Tenant": tenant.slug, "Idempotency-Key": key };
}

/** What comes after the prefix, the tenant and the id. The secret may have underscores too. */
function secretPartOf(credential: string): string {
  return credential.split("_").slice(3).join("_") || credential;
}

/** Registers and signs in, under a key that keeps the answers. Returns what must not be stored. */
async function openAccount(tenant: MintedTenant): Promise<readonly string[]> {
  const shape = z.object({ accessToken: z.string(), refreshToken: z.string() });
  const body = {
    email: `${crypto.randomUUID()}@shop.example`,
    password: `recognisable-${crypto.randomUUID()}`,
  };
  const secrets: string[] = [body.password];
  for (const path of ["/v1/auth/register", "/v1/auth/sign-in"]) {
    const sent = { headers: idempotent(tenant), body };
    const answers = [await send("post", path, sent), await send("post", path, sent)];
    for (const answer of answers) {
      const { accessToken, refreshToken } = shape.parse(answer.body);
      secrets.push(accessToken.split(".")[2] ?? accessToken, refreshToken, secretPartOf(refreshToken));
    }
    const wrong = { ...body, password: `recognisable-${crypto.randomUUID()}` };
    secrets.push(wrong.password);
    await send("post", path, { headers: idempotent(tenant), body: wrong });
  }
  return secrets;
}

it("no table and no log line holds a token, a password, the secret of a key or an Idempotency-Key", async () => {
  const lines = captureLog();
  const tenant = await mintTenant();
  const asAdmin = { key: tenant.adminKey, headers: idempotent(tenant) };
  const minted = await send("post", "/v1/admin/api-keys", {
    ...asAdmin,
    body: { name: "Till", role: "manager" },
  });
  const apiKey = z.object({ apiKey: z.string() }).parse(minted.body).apiKey;

  const variantId = await putOnSale(send, tenant);
  const opening = { headers: idempotent(tenant), body: { items: [{ variantId, quantity: 1 }] } };
  const opened = await send("post", "/v1/store/carts", opening);
  expect((await send("post", "/v1/store/carts", opening)).body).toEqual(opened.body);
  const { id: opensCart } = z.object({ id: z.string() }).parse(opened.body);
  const adding = { headers: idempotent(tenant), body: { variantId, quantity: 2 } };
  const added = await send("post", `/v1/store/carts/${opensCart}/items`, adding);
  expect((await send("post", `/v1/store/carts/${opensCart}/items`, adding)).body).toEqual(added.body);
  const cart = await readyCart(send, tenant, [{ variantId, quantity: 1 }]);
  const completedUnder = idempotent(tenant)["Idempotency-Key"];
  const placed = [
    await complete(send, tenant, cart.id, { key: completedUnder }),
    await complete(send, tenant, cart.id, { key: completedUnder }),
    await send("post", "/v1/store/checkout", {
      headers: idempotent(tenant),
      body: { ...shopperOf(tenant), items: [{ variantId, quantity: 1 }] },
    }),
  ].map(({ body }) => z.object({ id: z.string(), accessToken: z.string() }).parse(body));
  expect(placed[1]).toEqual(placed[0]);
  const account = await openAccount(tenant);
  // Refusals are audited and logged as well.
  await send("post", `/v1/store/carts/${cart.id}/items`, adding);
  await send("get", `/v1/store/orders/${placed[0]?.id}`, {
    headers: { "X-Tenant": tenant.slug, "X-Order-Token": placed[2]?.accessToken ?? "" },
  });
  await send("get", "/v1/admin/settings", { key: apiKey });
  await act(send, tenant, placed[0]?.id ?? "", "capture");
  await vi.waitUntil(
    async () => (await storedTexts(tenant.id)).get("D1 orders")?.includes(placed[2]?.id ?? ""),
    {
      timeout: 10_000,
    },
  );

  const tokens = [opensCart, cart.id, ...placed.map(({ accessToken }) => accessToken)];
  const secrets = [
    ...tokens,
    ...tokens.map((token) => token.replace("cart_", "")),
    ...[apiKey, tenant.adminKey, tenant.managerKey].flatMap((one) => [one, secretPartOf(one)]),
    ...keys,
    ...account,
    platformToken,
    env.SIGNING_SECRET,
  ];
  const texts = await storedTexts(tenant.id);
  expect(texts.size).toBeGreaterThan(40);
  expect(texts.get(`${tenant.id} idempotency`)).toContain("Lantern");
  for (const [place, text] of [...texts, ["the log", lines.join("\n")] as const])
    for (const secret of secrets) expect(text.includes(secret), `${secret} in ${place}`).toBe(false);
}, 30_000);
