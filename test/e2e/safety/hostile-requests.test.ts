import { beforeAll, describe, expect, it } from "vitest";
import { useRunning } from "../../support/e2e/home.ts";
import { problemShape } from "../../support/http/documented.ts";
import type { MintedTenant } from "../../support/http/minting.ts";
import { productBody } from "../../support/http/products.ts";

const running = useRunning();

let shared: MintedTenant;

beforeAll(async () => {
  shared = await running().mintTenant();
});

describe("a hostile query", () => {
  it.each([
    "cursor=nonsense",
    "cursor=",
    "cursor=a.b",
    "cursor=%00",
    `cursor=${"x".repeat(3_000)}`,
    "limit=0",
    "limit=101",
    "limit=1.5",
    "limit=many",
    "limit=1&limit=2",
    "minPrice=-1",
    "maxPrice=1e999",
    "sort=__proto__",
    "inStock=maybe",
    "locale=%F0%9F%92%A9",
    "tag=",
    "count=yes",
  ])("is 400 with the parameter's name: %s", async (query) => {
    const answer = await running().send("get", `/v1/store/products?${query}`, {
      headers: { "X-Tenant": shared.slug },
    });
    expect(answer.status, answer.text).toBe(400);
    const name = query.slice(0, query.indexOf("="));
    expect(problemShape.parse(answer.body).errors?.map(({ pointer }) => pointer)).toContain(`/query/${name}`);
  });

  it("is only text to a filter", async () => {
    const { send } = running();
    for (const value of [
      "%00",
      "%ff",
      "%F0%9F%92%A9",
      "%27%20OR%201=1--",
      "%25",
      "_",
      "%22",
      "%5C",
      "%D8%00",
    ]) {
      for (const name of ["tag", "vendor", "type", "collection", "category"]) {
        const answer = await send("get", `/v1/store/products?${name}=${value}`, {
          headers: { "X-Tenant": shared.slug },
        });
        expect(answer.status, `${name}=${value} ${answer.text}`).toBe(200);
        expect(answer.body).toMatchObject({ items: [] });
      }
      const staff = await send("get", `/v1/admin/products?q=${value}`, {
        key: shared.adminKey,
      });
      expect(staff.status, `q=${value}`).toBe(200);
      const handle = await send("get", `/v1/store/products/${value}`, {
        headers: { "X-Tenant": shared.slug },
      });
      // Bytes that are not UTF-8 are no path.
      const isText = !/%ff|%D8/.test(value);
      expect(handle.status, `handle ${value} ${handle.text}`).toBe(isText ? 404 : 400);
    }
  });
});

describe("hostile headers", () => {
  it("are refused by name, or mean nothing", async () => {
    const { send } = running();
    const key = shared.adminKey;
    for (const bad of ["", "a b", "ä", "x".repeat(256)]) {
      const headers = { "Idempotency-Key": Buffer.from(bad).toString("latin1") };
      expect(
        await send("post", "/v1/admin/products", { key, headers, body: productBody("Lamp") }),
        bad,
      ).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: "/header/Idempotency-Key" }] },
      });
    }
    for (const traceparent of ["nonsense", `00-${"0".repeat(32)}-${"0".repeat(16)}-01`, "x".repeat(4_000)]) {
      const answer = await send("get", "/v1/store", { key, headers: { traceparent } });
      expect(answer.status).toBe(200);
      expect(answer.headers.get("traceparent")).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    }
    for (const header of ["Accept-Language", "If-None-Match"]) {
      for (const value of [";;;q=,,", "*".repeat(5_000), "de;q=9", "x".repeat(5_000)]) {
        expect(
          (await send("get", "/v1/store/products", { key, headers: { [header]: value } })).status,
        ).toBeLessThan(400);
      }
    }
  });

  it.each(["Bearer", "Bearer ", "Basic abc", `Bearer ${"x".repeat(600)}`, "Bearer sk_1_2_3_4", "sk_1"])(
    "are no credential: %s",
    async (authorization) => {
      const headers = { Authorization: authorization, "X-Tenant": shared.slug };
      expect(await running().send("get", "/v1/store", { headers })).toMatchObject({
        status: 401,
        body: { code: "unauthenticated" },
      });
    },
  );
});
