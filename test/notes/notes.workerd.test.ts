import { describe, expect, it, vi } from "vitest";
import { openapiDocument } from "../../src/http/openapi/document.ts";
import { registry } from "../../src/registry.ts";
import { send } from "../support/http/request.ts";
import { type MintedTenant, mintTenant } from "../support/http/tenants.ts";

const write = (
  tenant: MintedTenant,
  id: string,
  text: string,
  headers: Readonly<Record<string, string>> = {},
) => send("post", "/v1/admin/notes", { key: tenant.adminKey, headers, body: { id, text } });

const list = (tenant: MintedTenant, token?: string | null) =>
  send("get", "/v1/admin/notes", {
    key: tenant.adminKey,
    headers: token === null || token === undefined ? {} : { "Consistency-Token": token },
  });

describe("a module that is only a line in the list of modules", () => {
  it("writes, shows at once, lists for who brings the token, and lists for all a moment later", async () => {
    const tenant = await mintTenant();
    const written = await write(tenant, "a", "two words");
    expect(written).toMatchObject({
      status: 201,
      body: { id: "a", text: "two words", words: 2, version: 1 },
    });
    expect(written.headers.get("ETag")).toBe('"1"');
    const read = await send("get", "/v1/admin/notes/a", { key: tenant.adminKey });
    expect(read).toMatchObject({ status: 200, body: { words: 2 } });
    const token = written.headers.get("Consistency-Token");
    expect((await list(tenant, token)).body).toMatchObject({ items: [{ id: "a" }], nextCursor: null });
    await write(tenant, "b", "later");
    await vi.waitUntil(async () => Object((await list(tenant)).body).items.length === 2, { timeout: 5_000 });
  });

  it("answers a repeated request with the first answer, and another one under its key with 422", async () => {
    const tenant = await mintTenant();
    const key = { "Idempotency-Key": "once" };
    const first = await write(tenant, "a", "one", key);
    const again = await write(tenant, "a", "one", key);
    expect(again).toMatchObject({ status: 201, text: first.text });
    expect(again.headers.get("Idempotent-Replayed")).toBe("true");
    expect(again.headers.get("Consistency-Token")).toBe(first.headers.get("Consistency-Token"));
    expect(await write(tenant, "b", "two", key)).toMatchObject({
      status: 422,
      body: { code: "idempotency-key-reused", errors: [{ pointer: "/header/Idempotency-Key" }] },
    });
    const other = await mintTenant();
    expect((await write(other, "a", "one", key)).headers.get("Idempotent-Replayed")).toBeNull();
  });

  it("takes a version only once", async () => {
    const tenant = await mintTenant();
    await write(tenant, "a", "one");
    expect((await write(tenant, "a", "two", { "If-Match": '"1"' })).headers.get("ETag")).toBe('"2"');
    expect(await write(tenant, "a", "three", { "If-Match": '"1"' })).toMatchObject({
      status: 412,
      body: { code: "version-mismatch", errors: [{ pointer: "/header/If-Match" }] },
    });
    expect((await write(tenant, "a", "three", { "If-Match": '"7", "2"' })).status).toBe(201);
  });

  it("erases, and the list forgets", async () => {
    const tenant = await mintTenant();
    await write(tenant, "a", "one");
    const erased = await send("delete", "/v1/admin/notes/a", { key: tenant.adminKey });
    expect(erased).toMatchObject({ status: 204, text: "" });
    expect((await send("get", "/v1/admin/notes/a", { key: tenant.adminKey })).status).toBe(404);
    expect((await list(tenant, erased.headers.get("Consistency-Token"))).body).toMatchObject({ items: [] });
  });

  it("is not there for a tenant that has turned it off, until it turns it on", async () => {
    const tenant = await mintTenant();
    const turn = (verb: string) =>
      send("post", `/v1/admin/modules/notes/${verb}`, {
        key: "the-platform-token-of-all-the-tests",
        headers: { "X-Tenant": tenant.slug },
      });
    await write(tenant, "a", "one");
    expect(await turn("disable")).toMatchObject({ status: 200, body: { slug: "notes", enabled: false } });
    expect(await write(tenant, "b", "two")).toMatchObject({ status: 404, body: { code: "not-found" } });
    await vi.waitUntil(async () => (await list(tenant)).status === 404, { timeout: 5_000 });
    expect(await turn("enable")).toMatchObject({ status: 200, body: { enabled: true } });
    await vi.waitUntil(async () => (await list(tenant)).status === 200, { timeout: 5_000 });
    expect((await send("get", "/v1/admin/notes/a", { key: tenant.adminKey })).status).toBe(200);
  });

  it("makes ids with its own prefix", async () => {
    const tenant = await mintTenant();
    const written = await send("post", "/v1/admin/notes", { key: tenant.adminKey, body: { text: "one" } });
    expect(written).toMatchObject({
      status: 201,
      body: { id: expect.stringMatching(/^note_[0-9A-Z]{26}$/) },
    });
    const location = written.headers.get("Location") ?? "";
    expect((await send("get", location, { key: tenant.adminKey })).body).toMatchObject({ text: "one" });
  });

  it("refuses with its own problem code, and explains it", async () => {
    const tenant = await mintTenant();
    await write(tenant, "a", "one");
    expect(await write(tenant, "b", "one")).toMatchObject({
      status: 409,
      body: { code: "duplicate-note", title: "Note already written", type: "/problems/duplicate-note" },
    });
    const page = await send("get", "/problems/duplicate-note");
    expect(page).toMatchObject({ status: 200, text: expect.stringContaining("edit the other note") });
    const text = JSON.stringify(openapiDocument(registry));
    expect(text).toContain("duplicate-note");
    expect(text).toContain('"x-permission":"notes:create"');
  });

  it("is refused to a caller without its permission", async () => {
    const tenant = await mintTenant();
    await write(tenant, "a", "one");
    expect((await send("get", "/v1/admin/notes", { key: tenant.managerKey })).status).toBe(200);
    expect(await send("delete", "/v1/admin/notes/a", { key: tenant.managerKey })).toMatchObject({
      status: 403,
      body: { code: "forbidden", detail: expect.stringContaining("notes:delete") },
    });
    expect(await send("get", "/v1/admin/notes", { headers: { "X-Tenant": tenant.slug } })).toMatchObject({
      status: 401,
    });
  });
});
