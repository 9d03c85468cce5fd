import { describe, expect, it } from "vitest";
import { accept, addressOf } from "../../../local/front/accept.ts";

const head = (target: string, ...fields: readonly string[]) => ({
  target,
  version: "1.1",
  fields: ["Host", "localhost", ...fields],
});

const accepted = (target: string, ...fields: readonly string[]) => {
  const result = accept(head(target, ...fields), "192.0.2.1");
  if (!result.ok) throw new Error(result.refusal.detail);
  return result.value;
};

const refusalOf = (target: string, ...fields: readonly string[]) => {
  const result = accept(head(target, ...fields), "192.0.2.1");
  return result.ok ? null : result.refusal.code;
};

describe("the front server", () => {
  it("passes on what concerns the Worker, with the caller's address", () => {
    expect(accepted("/v1/store?limit=1", "Accept", "*/*", "X-Tenant", "demo").fields).toEqual([
      ...["Host", "localhost", "CF-Connecting-IP", "192.0.2.1", "Accept", "*/*", "X-Tenant", "demo"],
    ]);
  });

  it.each([
    "CF-Connecting-IP",
    "cf-connecting-ip",
    "CF-IPCountry",
    "CF-Worker",
    "CDN-Loop",
    "MF-Original-URL",
    "mf-cf-blob",
    "MF-Route-Override",
    "X-Forwarded-Proto",
    "Upgrade",
    "TE",
  ])("removes the header %s, which only the platform may set or which concerns the connection", (name) => {
    expect(accepted("/", name, "203.0.113.7").fields).toEqual([
      ...["Host", "localhost", "CF-Connecting-IP", "192.0.2.1"],
    ]);
  });

  it("writes the host and the path in one form", () => {
    const result = accept(
      { target: "/a/../b/./c?d", version: "1.1", fields: ["host", "SHOP.Localhost:80"] },
      "",
    );
    expect(result).toMatchObject({
      ok: true,
      value: { target: "/b/c?d", fields: ["Host", "shop.localhost", "CF-Connecting-IP", ""] },
    });
  });

  it("passes on only the content codings that the runtime has", () => {
    expect(accepted("/", "Accept-Encoding", "gzip, deflate, br;q=0.5, zstd").fields).toContain(
      "gzip, br;q=0.5",
    );
    expect(accepted("/", "Accept-Encoding", "identity;q=0, gzip;q=0").fields).not.toContain(
      "Accept-Encoding",
    );
  });

  it("knows whether a body follows", () => {
    expect(accepted("/").hasBody).toBe(false);
    expect(accepted("/", "Content-Length", "0").hasBody).toBe(false);
    expect(accepted("/", "Content-Length", "1").hasBody).toBe(true);
    expect(accepted("/", "Transfer-Encoding", "Chunked").hasBody).toBe(true);
  });

  it("refuses a URL that is too long, too many fields, and the runtime's own pages", () => {
    expect(refusalOf(`/${"x".repeat(8_200)}`)).toBe("uri-too-long");
    expect(refusalOf("/", ...Array.from({ length: 200 }, () => "X-A"))).toBe("header-too-large");
    expect(refusalOf("/cdn-cgi/local/explorer")).toBe("not-found");
    expect(refusalOf("/%63dn-cgi/local/explorer")).toBe("not-found");
  });
});

describe("the caller's address", () => {
  it("is that of the connection", () => {
    expect(addressOf("192.0.2.1", ["X-Forwarded-For", "203.0.113.7"], undefined)).toBe("192.0.2.1");
    expect(addressOf("::ffff:192.0.2.1", [], undefined)).toBe("192.0.2.1");
  });

  it("is the last one in the header that the trusted proxy sets, since those before it may be forged", () => {
    const fields = ["x-forwarded-for", "203.0.113.7", "X-Forwarded-For", "198.51.100.1, 2001:db8::1"];
    expect(addressOf("127.0.0.1", fields, "X-Forwarded-For")).toBe("2001:db8::1");
  });

  it.each([[], ["X-Real-IP", "unknown"], ["X-Real-IP", ""], ["X-Real-IP", "1.2.3.4:80"]])(
    "is that of the connection where the trusted header has none: %j",
    (...fields) => expect(addressOf("127.0.0.1", fields, "X-Real-IP")).toBe("127.0.0.1"),
  );
});
