import { beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { putOnSale } from "../../support/http/carts.ts";
import { send } from "../../support/http/request.ts";
import { type MintedTenant, mintTenant } from "../../support/http/tenants.ts";

const key = z.looseObject({ id: z.string(), apiKey: z.string(), lastUsedAt: z.string().nullable() });
const path = "/v1/admin/api-keys";

let shop: MintedTenant;
beforeAll(async () => {
  shop = await mintTenant();
  await putOnSale(send, shop);
});

async function create(body: object) {
  const answer = await send("post", path, { key: shop.adminKey, body: { name: "Page", ...body } });
  expect(answer.status, answer.text).toBe(201);
  return key.parse(answer.body);
}

describe("a publishable key", () => {
  it("names the tenant of a shopper, who reads through the cache", async () => {
    const { apiKey } = await create({ kind: "publishable" });
    expect(apiKey).toMatch(/^pk_/);
    const read = () => send("get", "/v1/store/products", { key: apiKey });
    expect((await read()).headers.get("Cache-Status")).toMatch(/^rustok; /);
    await vi.waitFor(async () => expect((await read()).headers.get("Cache-Status")).toBe("rustok; hit"));
    expect((await send("get", "/v1/store", { key: apiKey })).body).toMatchObject({ name: "A shop" });
    const cart = await send("post", "/v1/store/carts", { key: apiKey, body: {} });
    expect(cart.status).toBe(201);
  });

  it("opens nothing that needs a permission, and no other tenant", async () => {
    const { apiKey } = await create({ kind: "publishable" });
    expect((await send("get", "/v1/admin/orders", { key: apiKey })).status).toBe(401);
    const other = await mintTenant();
    const elsewhere = await send("get", "/v1/store", { key: apiKey, headers: { "X-Tenant": other.slug } });
    expect(elsewhere).toMatchObject({ status: 403, body: { code: "tenant-mismatch" } });
  });

  it("is refused after it was revoked, and once it has expired", async () => {
    const { id, apiKey } = await create({ kind: "publishable" });
    expect((await send("delete", `${path}/${id}`, { key: shop.adminKey })).status).toBe(204);
    expect((await send("get", "/v1/store", { key: apiKey })).status).toBe(401);
  });

  it("takes no role", async () => {
    const body = { name: "Page", kind: "publishable", role: "admin" };
    const answer = await send("post", path, { key: shop.adminKey, body });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: "/role" }] } });
  });
});

describe("a secret key", () => {
  it("with scopes opens what they say", async () => {
    const { apiKey } = await create({ role: "manager", scopes: ["orders:list"] });
    expect((await send("get", "/v1/admin/orders", { key: apiKey })).status).toBe(200);
    expect((await send("get", "/v1/admin/products", { key: apiKey })).status).toBe(403);
  });

  it("with a scope that there isn't is refused with a pointer", async () => {
    const body = { name: "Page", role: "admin", scopes: ["orders:read", "lamps:read"] };
    const answer = await send("post", path, { key: shop.adminKey, body });
    expect(answer).toMatchObject({
      status: 400,
      body: { code: "validation-failed", errors: [{ pointer: "/scopes/1", code: "unknown-scope" }] },
    });
  });

  it("shows when it was used last", async () => {
    const { id, apiKey, lastUsedAt } = await create({ role: "manager" });
    expect(lastUsedAt).toBeNull();
    expect((await send("get", "/v1/admin/orders", { key: apiKey })).status).toBe(200);
    await vi.waitFor(async () => {
      const { body } = await send("get", path, { key: shop.adminKey });
      const { items } = z.object({ items: z.array(key.omit({ apiKey: true })) }).parse(body);
      expect(items.find((one) => one.id === id)?.lastUsedAt).not.toBeNull();
    });
  });
});
