import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../../src/app.ts";
import { isShared } from "../../../src/http/cors/policy.ts";
import { registry } from "../../../src/registry.ts";
import { execution } from "../../http/edge.ts";
import { createSender, routes } from "../../support/http/sender.ts";
import { type MintedTenant, mintTenant } from "../../support/http/tenants.ts";

const app = createApp(registry);
// The other tests have no limits.
const bindings: Env = Object.assign({ ...env }, { RATE_LIMITS: "" });

/** Sends a request to the Worker, with limits. */
const send = createSender(async ({ method, path, headers, body, host = "localhost" }) => {
  const init: RequestInit = { method, headers, redirect: "manual", ...(body === undefined ? {} : { body }) };
  const response = await app.fetch(new Request(`http://${host}${path}`, init), bindings, execution());
  return { status: response.status, headers: response.headers, text: await response.text() };
});

const origin = "https://shop.example";
let shop: MintedTenant;
beforeAll(async () => {
  shop = await mintTenant();
  const settings = { key: shop.adminKey, body: { corsOrigins: [origin] } };
  expect((await send("patch", "/v1/admin/settings", settings)).status).toBe(200);
});

const always = {
  "Strict-Transport-Security": "max-age=31536000",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "X-Frame-Options": "DENY",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "cross-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

/** Fails if an answer lacks a header that all have. */
function expectSecure(headers: Headers): void {
  expect(Object.fromEntries(Object.keys(always).map((name) => [name, headers.get(name)]))).toEqual(always);
  const policy = headers.get("Content-Security-Policy") ?? "";
  expect(policy).toMatch(/^default-src 'none'; .*frame-ancestors 'none'/);
  expect(policy).not.toMatch(/unsafe-eval|\*|https?:|script-src [^;]*'unsafe-inline'/);
  expect(headers.get("RateLimit-Policy")).toMatch(/^"\w+";q=\d+;w=\d+$/);
  expect(headers.get("RateLimit")).toMatch(/^"\w+";r=\d+;t=\d+$/);
}

const pathOf = (path: string) => path.replaceAll(/\{\w+\}/g, "none");
const patterns = [...new Set(routes.map(({ path }) => path))];
const shared = patterns.filter(isShared);
const others = patterns.filter((path) => !isShared(path));

describe("every route", () => {
  it.each(routes.map(({ method, path }) => [method, path] as const))(
    "%s %s answers with the headers that browsers need, and only shoppers' paths to pages of other origins",
    async (method, path) => {
      const headers = { Origin: origin };
      const { headers: received } = await send(method, pathOf(path), { key: shop.adminKey, headers });
      expectSecure(received);
      expect(received.get("Access-Control-Allow-Origin")).toBe(isShared(path) ? origin : null);
      expect(received.get("Access-Control-Allow-Credentials")).toBeNull();
    },
  );
});

describe("pages", () => {
  it.each([
    "/",
    "/ops",
    "/docs",
    "/docs/guides",
    "/problems",
    "/problems/validation-failed",
    "/openapi.json",
    "/llms.txt",
    "/health/live",
    "/health/ready",
    "/nothing-here",
    "/v1/store/nothing-here",
  ])("%s has them too", async (path) => {
    const { headers } = await send("get", path);
    expectSecure(headers);
    expect(headers.get("Access-Control-Allow-Origin")).toBeNull();
  });

  it.each([
    ["a path of another method", "delete", "/v1/store", 405],
    ["a path that is too long", "get", `/${"x".repeat(9_000)}`, 414],
    ["a path that is no text", "get", "/v1/store/%FF", 400],
    ["no tenant", "get", "/v1/store", 400],
    ["a bad credential", "get", "/v1/admin/orders", 401],
  ])("the answer to %s has them", async (_, method, path, status) => {
    const answer = await send(method, path);
    expect(answer.status).toBe(status);
    expectSecure(answer.headers);
  });

  it("an unchanged answer has them", async () => {
    const host = `${shop.slug}.localhost`;
    const first = await send("get", "/v1/store/products", { host });
    const headers = { "If-None-Match": first.headers.get("ETag") ?? "" };
    const again = await send("get", "/v1/store/products", { host, headers });
    expect(again.status).toBe(304);
    expectSecure(again.headers);
  });
});

describe("a browser that asks first", () => {
  const ask = (path: string, host = `${shop.slug}.localhost`, more: Record<string, string> = {}) =>
    send("options", pathOf(path), {
      host,
      headers: { Origin: origin, "Access-Control-Request-Method": "GET", ...more },
    });

  it.each(shared)("may call %s", async (path) => {
    const { status, headers } = await ask(path);
    expect(status).toBe(204);
    expect(headers.get("Access-Control-Allow-Origin")).toBe(origin);
    expect(headers.get("Access-Control-Allow-Headers")).toContain("Authorization");
    expectSecure(headers);
  });

  it.each(others)("may not call %s", async (path) => {
    const { status, headers } = await ask(path);
    expect(status).toBe(405);
    expect(headers.get("Access-Control-Allow-Origin")).toBeNull();
  });

  it("costs no call of an object, if the host's tenant was just resolved or the request will name it", async () => {
    const named = { "Access-Control-Request-Headers": "authorization" };
    const answer = await ask("/v1/store/products", "localhost", named);
    expect(answer.headers.get("Access-Control-Allow-Origin")).toBe(origin);
    expect(answer.headers.get("Server-Timing")).toContain('objects;desc="0"');
    await send("get", "/v1/store", { host: `${shop.slug}.localhost` });
    expect((await ask("/v1/store/products")).headers.get("Server-Timing")).toContain('objects;desc="0"');
  });
});

it("the paths of accounts are open to pages of the tenant's origins, those of staff are not", () => {
  expect(["/v1/auth", "/v1/auth/sign-in", "/v1/store"].every(isShared)).toBe(true);
  const closed = ["/v1/admin/users", "/v1/ops/events", "/v1/platform/tenants", "/v1/authors", "/v1/stores"];
  expect(closed.some(isShared)).toBe(false);
});
