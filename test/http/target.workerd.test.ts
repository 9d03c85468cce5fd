import { describe, expect, it } from "vitest";
import { z } from "zod";
import { createMint } from "../support/http/minting.ts";
import { productBody } from "../support/http/products.ts";
import { send } from "../support/http/request.ts";

const { mintTenant } = createMint(send);

describe("a path that is not percent-encoded UTF-8", () => {
  it.each(["%", "%4", "%zz", "%ff", "%c0%af", "%ED%A0%80"])("is 400 wherever it leads: %s", async (text) => {
    const { slug } = await mintTenant();
    for (const path of [`/v1/store/products/${text}`, `/problems/${text}`, `/nowhere/${text}`]) {
      const answer = await send("get", path, { headers: { "X-Tenant": slug } });
      expect(answer, path).toMatchObject({
        status: 400,
        body: { code: "malformed-request", instance: path },
      });
    }
  });
});

describe("a path with unusual characters", () => {
  it.each(["%00", "%0d%0a", "%2F", "%5c", "%25ff", "%F0%9F%92%A9", "a%20b", "..%2f..", "x".repeat(2_000)])(
    "is 404 if nothing is there: %s",
    async (text) => {
      const { slug } = await mintTenant();
      const answer = await send("get", `/v1/store/products/${text}`, { headers: { "X-Tenant": slug } });
      expect(answer).toMatchObject({ status: 404, body: { code: "not-found" } });
    },
  );
});

it("a path of more than 2,048 characters is 414, wherever it leads", async () => {
  const { slug } = await mintTenant();
  for (const path of [`/v1/store/products/${"x".repeat(2_100)}`, `/${"x".repeat(100_000)}`])
    expect(await send("get", path, { headers: { "X-Tenant": slug } })).toMatchObject({
      status: 414,
      body: { code: "uri-too-long" },
    });
});

it("a host that is too long names no tenant", async () => {
  for (const host of [`${"x".repeat(64)}.example`, `${"x.".repeat(200)}example`])
    expect(await send("get", "/v1/store", { host })).toMatchObject({
      status: 400,
      body: { code: "tenant-required" },
    });
});

it("a request that names no tenant is told how to name one", async () => {
  expect(await send("get", "/v1/store")).toMatchObject({
    body: {
      detail:
        "The request names no tenant. Send its slug or id as X-Tenant, or call its own host, such as <slug>.localhost.",
    },
  });
});

describe("a path in another encoding", () => {
  it("names the same resource", async () => {
    const { slug } = await mintTenant();
    const answer = await send("get", "/v1/st%6Fre", { headers: { "X-Tenant": slug } });
    expect(answer).toMatchObject({ status: 200, body: { name: "A shop" } });
  });

  it("repeats a request under the same Idempotency-Key", async () => {
    const { adminKey: key } = await mintTenant();
    const headers = { "Idempotency-Key": "one" };
    const first = await send("post", "/v1/admin/products", { key, headers, body: productBody("Lamp") });
    const again = await send("post", "/v1/adm%69n/products", { key, headers, body: productBody("Lamp") });
    expect(again.headers.get("Idempotent-Replayed")).toBe("true");
    expect(again.body).toEqual(first.body);
  });

  it("continues the same list", async () => {
    const { adminKey: key } = await mintTenant();
    let token = "";
    for (const title of ["One", "Two"]) {
      const body = { translations: [{ locale: "en", title }] };
      const answer = await send("post", "/v1/admin/collections", { key, body });
      token = answer.headers.get("Consistency-Token") ?? "";
    }
    const headers = { "Consistency-Token": token };
    const page = await send("get", "/v1/admin/c%6Fllections?limit=1", { key, headers });
    const { nextCursor } = z.looseObject({ nextCursor: z.string() }).parse(page.body);
    const next = await send("get", `/v1/admin/collections?limit=1&cursor=${nextCursor}`, { key });
    expect(next.status).toBe(200);
  });
});
