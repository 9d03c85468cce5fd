import { describe, expect, it } from "vitest";
import { registry } from "../../src/registry.ts";
import { send } from "../support/http/request.ts";

const problems = [...registry.problemByCode];
const pages = [
  "/",
  "/ops",
  "/docs",
  "/docs/assets/site.css",
  "/docs/guides",
  "/llms.txt",
  "/openapi.json",
  "/problems",
  "/health/live",
  "/health/ready",
];

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

  it("/problems lists every code", async () => {
    const { text } = await send("get", "/problems");
    for (const [code] of problems) expect(text).toContain(`href="/problems/${code}"`);
  });

  it.each(["/", "/docs/guides", "/problems", "/problems/forbidden"])(
    "%s has no script, no style of its own and nothing of another host",
    async (path) => {
      const { text, headers } = await send("get", path);
      expect(text).not.toMatch(/<script|<style|(?:src|href)="(?:https?:)?\/\/|\son\w+=|style=/);
      expect(headers.get("Content-Security-Policy")).not.toMatch(/script-src|unsafe/);
    },
  );

  it("/docs runs the scripts of this origin only, and its nonce is for one answer", async () => {
    const [one, other] = await Promise.all([send("get", "/docs"), send("get", "/docs")]);
    const policy = one.headers.get("Content-Security-Policy") ?? "";
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self';");
    expect(policy).not.toContain("unsafe-eval");
    const [, nonce] = /'nonce-([^']+)'/.exec(policy) ?? [];
    expect(one.text).toContain(`content="${nonce}"`);
    expect(other.headers.get("Content-Security-Policy")).not.toContain(nonce);
    expect(one.headers.get("Cache-Control")).toBe("no-store");
  });

  it("/ops runs the scripts of this origin only, and nothing that is written into the page", async () => {
    const { text, headers } = await send("get", "/ops");
    const policy = headers.get("Content-Security-Policy") ?? "";
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self';");
    expect(policy).toContain("form-action 'none';");
    expect(policy).not.toMatch(/unsafe|nonce/);
    expect(text).not.toMatch(
      /<script(?! defer src="\/docs\/assets\/ops\.js"><\/script>)|<style|\son\w+=|\sstyle=/,
    );
    expect(text).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    expect(headers.get("Cache-Control")).toBe("public, no-cache");
  });

  it("a file that the browser has is not sent again", async () => {
    const first = await send("get", "/docs/assets/site.css");
    const headers = { "If-None-Match": first.headers.get("ETag") ?? "" };
    expect(await send("get", "/docs/assets/site.css", { headers })).toMatchObject({ status: 304, text: "" });
  });

  it.each(["/docs/guides/storefront-quick-start", "/docs/guides/storefront-quick-start.md"])(
    "%s shows calls to the address that it is read at",
    async (path) => {
      const { text, headers } = await send("get", path, { host: "localhost:9123" });
      expect(text).toContain("http://demo.localhost:9123/v1/store/products");
      expect(text).toContain("http://localhost:9123/v1/admin/settings");
      expect(text).not.toContain(":8787");
      expect(headers.get("ETag")).not.toBeNull();
    },
  );

  it("there is nothing anywhere else", async () => {
    for (const path of [
      "/v1",
      "/v1/store/",
      "/v2/store",
      "/docs/",
      "/docs/assets/nothing.js",
      "/docs/assets/..%2findex.html",
      "/docs/guides/nothing",
      "/docs/guides/nothing.md",
      "/index.html",
      "/.gitignore",
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
