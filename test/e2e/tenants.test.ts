import { describe, expect, it } from "vitest";
import { z } from "zod";
import { eventually } from "../support/e2e/eventually.ts";
import { useRunning } from "../support/e2e/home.ts";
import { tenantBody } from "../support/http/minting.ts";
import { productBody } from "../support/http/products.ts";
import { platformToken } from "../support/http/sender.ts";

const running = useRunning();

const domain = () => `${crypto.randomUUID()}.example`;
const created = z.object({ id: z.string(), slug: z.string(), apiKey: z.string() });

/** Nothing the platform remembers of a tenant or key is older. */
const staleAtMostMs = 4_000;

describe("a tenant that was just created", () => {
  it("answers on its slug, its id, its subdomain and its domains at once", async () => {
    const { send } = running();
    for (let round = 0; round < 5; round += 1) {
      const domains = [domain(), domain()];
      const body = tenantBody({ domains });
      // Somebody has asked for these names before, so that it is remembered that there was nobody.
      for (const host of domains) expect((await send("get", "/v1/store", { host })).status).toBe(400);
      const unknown = await send("get", "/v1/store", { headers: { "X-Tenant": body.slug } });
      expect(unknown).toMatchObject({ status: 404, body: { code: "tenant-not-found" } });

      const answer = await send("post", "/v1/platform/tenants", { key: platformToken, body });
      expect(answer.status).toBe(201);
      const { id, slug, apiKey } = created.parse(answer.body);
      expect(answer.headers.get("Location")).toBe(`/v1/platform/tenants/${id}`);
      for (const sent of [
        { headers: { "X-Tenant": slug } },
        { headers: { "X-Tenant": ` ${slug.toUpperCase()} ` } },
        { headers: { "X-Tenant": id } },
        { headers: { "X-Tenant": id.toLowerCase() } },
        { host: `${slug}.localhost` },
        ...domains.map((host) => ({ host })),
        { key: apiKey },
      ]) {
        expect(await send("get", "/v1/store", sent)).toMatchObject({ status: 200, body: { name: "A shop" } });
      }
    }
  });

  it("is created once, however often the request comes with the same Idempotency-Key", async () => {
    const { send } = running();
    const sent = {
      key: platformToken,
      body: tenantBody({ domains: [domain()] }),
      headers: { "Idempotency-Key": crypto.randomUUID() },
    };
    const first = await send("post", "/v1/platform/tenants", sent);
    const second = await send("post", "/v1/platform/tenants", sent);
    expect(first.status).toBe(201);
    expect(second).toMatchObject({ status: 201, body: first.body });
    expect(first.headers.get("Idempotent-Replayed")).toBeNull();
    expect(second.headers.get("Idempotent-Replayed")).toBe("true");
    const { apiKey } = created.parse(second.body);
    const keys = await send("get", "/v1/admin/api-keys", { key: apiKey });
    expect(keys).toMatchObject({ status: 200, body: { items: [{ name: "First key" }] } });
  });

  it("takes its slug and its domains from everybody else", async () => {
    const { send } = running();
    const [first, second] = [domain(), domain()];
    const body = tenantBody({ domains: [first] });
    expect((await send("post", "/v1/platform/tenants", { key: platformToken, body })).status).toBe(201);
    expect(await send("post", "/v1/platform/tenants", { key: platformToken, body })).toMatchObject({
      status: 409,
      body: { code: "duplicate-slug", errors: [{ pointer: "/slug" }] },
    });
    const elsewhere = tenantBody({ domains: [second, first] });
    expect(await send("post", "/v1/platform/tenants", { key: platformToken, body: elsewhere })).toMatchObject(
      {
        status: 409,
        body: { code: "duplicate-domain", errors: [{ pointer: "/domains/1" }] },
      },
    );
    // What was refused took nothing with it.
    const later = { ...elsewhere, domains: [second] };
    expect((await send("post", "/v1/platform/tenants", { key: platformToken, body: later })).status).toBe(
      201,
    );
  });

  it("gets its slug exclusively when others ask for it at the same moment", async () => {
    const { send } = running();
    const body = tenantBody();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => send("post", "/v1/platform/tenants", { key: platformToken, body })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409, 409, 409]);
  });
});

describe("the names in one request", () => {
  it("must agree: host against header is 400, credential against either is 403", async () => {
    const { send, mintTenant } = running();
    const host = domain();
    const [mine, other] = await Promise.all([mintTenant({ domains: [host] }), mintTenant()]);
    const mismatch = (status: number) => ({ status, body: { code: "tenant-mismatch" } });
    const header = { "X-Tenant": other.slug };
    expect(await send("get", "/v1/store", { host, headers: header })).toMatchObject(mismatch(400));
    expect(await send("get", "/v1/store", { host: `${mine.slug}.localhost`, headers: header })).toMatchObject(
      mismatch(400),
    );
    expect(await send("get", "/v1/store", { key: other.adminKey, host })).toMatchObject(mismatch(403));
    expect(await send("get", "/v1/store", { key: mine.adminKey, headers: header })).toMatchObject(
      mismatch(403),
    );
    expect(
      await send("get", "/v1/store", { key: mine.adminKey, host, headers: { "X-Tenant": mine.id } }),
    ).toMatchObject({
      status: 200,
    });
  });

  it("may be missing nowhere a tenant is needed", async () => {
    const { send } = running();
    expect(await send("get", "/v1/store")).toMatchObject({ status: 400, body: { code: "tenant-required" } });
    expect(await send("get", "/v1/store", { host: "nobody.localhost" })).toMatchObject({
      status: 404,
      body: { code: "tenant-not-found" },
    });
    for (const bad of ["-a", "a_b", "a".repeat(64), "ä"]) {
      const headers = { "X-Tenant": encodeURI(bad) };
      expect(await send("get", "/v1/store", { headers })).toMatchObject({
        status: 400,
        body: { code: "invalid-tenant" },
      });
    }
  });
});

describe("suspending a tenant", () => {
  it("stops writes at once and reads within four seconds, and resuming undoes it", async () => {
    const { send, mintTenant } = running();
    const tenant = await mintTenant();
    const store = { headers: { "X-Tenant": tenant.slug } };
    const write = () =>
      send("post", "/v1/admin/products", { key: tenant.adminKey, body: productBody("Lamp") });
    const suspended = { status: 403, body: { code: "tenant-suspended" } };
    const move = (status: string) =>
      send("patch", `/v1/platform/tenants/${tenant.id}`, { key: platformToken, body: { status } });
    // Everything that could be remembered of the tenant is.
    expect((await send("get", "/v1/store", store)).status).toBe(200);
    expect((await write()).status).toBe(201);

    expect(await move("suspended")).toMatchObject({ status: 200, body: { status: "suspended" } });
    expect(await write()).toMatchObject(suspended);
    await eventually(
      staleAtMostMs,
      () => send("get", "/v1/store", store),
      ({ status }) => status === 403,
    );
    const read = () => send("get", "/v1/admin/products", { key: tenant.adminKey });
    expect(await eventually(staleAtMostMs, read, ({ status }) => status === 403)).toMatchObject(suspended);

    expect(await move("active")).toMatchObject({ status: 200, body: { status: "active" } });
    await eventually(staleAtMostMs, write, ({ status }) => status === 201);
    await eventually(
      staleAtMostMs,
      () => send("get", "/v1/store", store),
      ({ status }) => status === 200,
    );
  });
});

describe("revoking a key", () => {
  it("stops its writes at once and its reads within four seconds", async () => {
    const { send, mintTenant } = running();
    const tenant = await mintTenant();
    const key = tenant.managerKey;
    const { items } = z
      .object({ items: z.array(z.object({ id: z.string(), role: z.string() })) })
      .parse((await send("get", "/v1/admin/api-keys", { key: tenant.adminKey })).body);
    const manager = items.find(({ role }) => role === "manager");
    const read = () => send("get", "/v1/admin/products", { key });
    expect((await read()).status).toBe(200);
    const revoked = await send("delete", `/v1/admin/api-keys/${manager?.id}`, { key: tenant.adminKey });
    expect(revoked).toMatchObject({ status: 204, text: "" });
    expect(await send("post", "/v1/admin/products", { key, body: productBody("Lamp") })).toMatchObject({
      status: 401,
      body: { code: "unauthenticated" },
    });
    await eventually(staleAtMostMs, read, ({ status }) => status === 401);
    expect((await send("get", "/v1/admin/products", { key: tenant.adminKey })).status).toBe(200);
  });
});

describe("changing a tenant's domains", () => {
  it("serves the new domain and frees the old one for another tenant", async () => {
    const { send, mintTenant } = running();
    const [from, to] = [domain(), domain()];
    const tenant = await mintTenant({ domains: [from] });
    expect((await send("get", "/v1/store", { host: from })).status).toBe(200);
    expect((await send("get", "/v1/store", { host: to })).status).toBe(400);
    const moved = await send("patch", `/v1/platform/tenants/${tenant.id}`, {
      key: platformToken,
      body: { domains: [to] },
    });
    expect(moved).toMatchObject({ status: 200, body: { domains: [to] } });
    const at = (host: string) => () => send("get", "/v1/store", { host });
    await eventually(staleAtMostMs, at(to), ({ status }) => status === 200);
    await eventually(staleAtMostMs, at(from), ({ status }) => status === 400);
    const heir = await mintTenant({ domains: [from], name: "The heir" });
    expect(heir.id).not.toBe(tenant.id);
    expect((await at(from)()).body).toMatchObject({ name: "The heir" });
  });
});
