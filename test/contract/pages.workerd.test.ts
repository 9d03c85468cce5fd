import { describe, expect, it } from "vitest";
import { registry } from "../../src/registry.ts";
import { routes, send } from "../support/http/request.ts";

const problems = [...registry.problemByCode];
const pages = ["/docs", "/docs/style.css", "/openapi.json", "/health/live", "/health/ready"];

describe("the platform's own pages", () => {
  it.each(pages)("%s asks for no tenant and no credential", async (path) => {
    const answer = await send("get", path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("X-Content-Type-Options")).toBe("nosniff");
    expect(answer.headers.get("Content-Security-Policy")).toContain("default-src 'none'");
  });

  it.each(problems)("/problems/%s explains the problem and how to solve it", async (code, kind) => {
    const answer = await send("get", `/problems/${code}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("Content-Type")).toBe("text/html; charset=utf-8");
    expect(answer.text).toContain(`<code>${code}</code>`);
    expect(answer.text).toContain(String(kind.status));
  });

  it.each(["unheard-of", "__proto__", "constructor", "toString"])(
    "/problems/%s is not there",
    async (code) => {
      expect(await send("get", `/problems/${code}`)).toMatchObject({
        status: 404,
        body: { code: "not-found" },
      });
    },
  );

  it("/docs shows every operation, its permission and its refusals, and runs no script", async () => {
    const { text } = await send("get", "/docs");
    for (const { path } of routes) expect(text).toContain(`<code>${path}</code>`);
    for (const [code] of problems) expect(text).toContain(`/problems/${code}`);
    expect(text).not.toMatch(/<script|https?:\/\/|\son\w+=|style=/);
  });

  it("there is nothing anywhere else", async () => {
    for (const path of [
      "/",
      "/v1",
      "/v1/store/",
      "/v2/store",
      "/docs/",
      "/.env",
      "/v1/admin/products/x/y/z",
    ]) {
      expect(await send("get", path)).toMatchObject({ status: 404, body: { code: "not-found" } });
    }
  });
});

describe("every answer", () => {
  it("carries a request id, a trace and timings, and continues the caller's trace", async () => {
    const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    for (const path of [...pages, "/nowhere", "/v1/store"]) {
      const { headers } = await send("get", path, { headers: { traceparent } });
      expect(headers.get("X-Request-Id")).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
      expect(headers.get("traceparent")).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01$/);
      expect(headers.get("traceparent")).not.toBe(traceparent);
      expect(headers.get("Server-Timing")).toMatch(/^total;dur=\d+, d1;desc="\d+", objects;desc="\d+"$/);
      expect(headers.get("Strict-Transport-Security")).toMatch(/max-age=\d+/);
      expect(headers.get("Referrer-Policy")).toBe("no-referrer");
    }
  });
});
