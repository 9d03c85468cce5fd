import { describe, expect, it } from "vitest";
import { send } from "../../support/http/request.ts";
import { mintTenant } from "../../support/http/tenants.ts";

const shop = "https://shop.example";
const stranger = "https://stranger.example";

async function mintShop() {
  const tenant = await mintTenant();
  const settings = { key: tenant.adminKey, body: { corsOrigins: [shop] } };
  expect((await send("patch", "/v1/admin/settings", settings)).status).toBe(200);
  return { ...tenant, host: `${tenant.slug}.localhost` };
}

const askFirst = (host: string, path: string, origin: string, more: Record<string, string> = {}) =>
  send("options", path, {
    host,
    headers: { Origin: origin, "Access-Control-Request-Method": "POST", ...more },
  });

describe("a page on an origin that the tenant allows", () => {
  it("may read what the store answers, and the headers that storefronts need", async () => {
    const { host } = await mintShop();
    const { status, headers } = await send("get", "/v1/store/products", { host, headers: { Origin: shop } });
    expect(status).toBe(200);
    expect(headers.get("Access-Control-Allow-Origin")).toBe(shop);
    expect(headers.get("Access-Control-Expose-Headers")).toMatch(/ETag.*Link.*Location.*Retry-After/);
    expect(headers.get("Access-Control-Allow-Credentials")).toBeNull();
    expect(headers.get("Vary")).toBe("Accept-Language, X-Tenant, Authorization, Origin");
  });

  it("may read refusals as well, so that it can say what went wrong", async () => {
    const { host } = await mintShop();
    const answer = await send("get", "/v1/store/products?limit=0", { host, headers: { Origin: shop } });
    expect(answer.status).toBe(400);
    expect(answer.headers.get("Access-Control-Allow-Origin")).toBe(shop);
  });

  it("may send JSON, an Idempotency-Key and an order's token", async () => {
    const { host } = await mintShop();
    const { status, headers } = await askFirst(host, "/v1/store/carts", shop);
    expect(status).toBe(204);
    expect(headers.get("Access-Control-Allow-Origin")).toBe(shop);
    expect(headers.get("Access-Control-Allow-Methods")).toBe("POST");
    const allowed = headers.get("Access-Control-Allow-Headers");
    for (const name of ["Content-Type", "Idempotency-Key", "X-Order-Token", "If-Match"])
      expect(allowed).toContain(name);
  });

  it("may name the tenant by X-Tenant, where the host names none", async () => {
    const { slug } = await mintShop();
    const asked = { "Access-Control-Request-Headers": "content-type, x-tenant" };
    const first = await askFirst("localhost", "/v1/store/carts", shop, asked);
    expect(first.headers.get("Access-Control-Allow-Origin")).toBe(shop);
    const headers = { Origin: shop, "X-Tenant": slug };
    const answer = await send("get", "/v1/store", { headers });
    expect(answer.headers.get("Access-Control-Allow-Origin")).toBe(shop);
  });
});

describe("a page on any other origin", () => {
  it("may not read what the store answers", async () => {
    const { host, slug } = await mintShop();
    const byHost = await send("get", "/v1/store/products", { host, headers: { Origin: stranger } });
    const byHeader = await send("get", "/v1/store", { headers: { Origin: stranger, "X-Tenant": slug } });
    for (const { status, headers } of [byHost, byHeader]) {
      expect(status).toBe(200);
      expect(headers.get("Access-Control-Allow-Origin")).toBeNull();
      expect(headers.get("Vary")).toContain("Origin");
    }
  });

  it("is told before it sends anything that it may not", async () => {
    const { host } = await mintShop();
    const { status, headers } = await askFirst(host, "/v1/store/carts", stranger);
    expect(status).toBe(204);
    expect(headers.get("Access-Control-Allow-Origin")).toBeNull();
    expect(headers.get("Access-Control-Allow-Methods")).toBeNull();
  });
});

it("what one tenant allows, another doesn't", async () => {
  await mintShop();
  const other = await mintTenant();
  const host = `${other.slug}.localhost`;
  const { headers } = await send("get", "/v1/store", { host, headers: { Origin: shop } });
  expect(headers.get("Access-Control-Allow-Origin")).toBeNull();
});

it("no page may call the admin API of its users' keys", async () => {
  const { adminKey } = await mintShop();
  const answer = await send("get", "/v1/admin/products", { key: adminKey, headers: { Origin: shop } });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("Access-Control-Allow-Origin")).toBeNull();
  const first = await askFirst("localhost", "/v1/admin/products", shop);
  expect(first.status).toBe(405);
});
