import { imageSize } from "image-size";
import { describe, expect, it } from "vitest";
import { send } from "../../support/http/request.ts";
import { mintTenant } from "../../support/http/tenants.ts";
import { textOf } from "../../support/media/bytes.ts";
import { fetchFile, storedKeys, tenantWith, upload } from "../../support/media/files.ts";
import { jpegWithMetadata } from "../../support/media/jpeg.ts";
import { pngOf } from "../../support/media/png.ts";

const film = new TextEncoder().encode("%PDF-1.7 0123456789");

describe("a file that is uploaded", () => {
  it("is delivered without what a camera says about the place", async () => {
    const { file } = await tenantWith(jpegWithMetadata(), "home.jpg");
    const { status, headers, bytes } = await fetchFile(file.url);
    expect(status).toBe(200);
    expect(headers.get("Content-Type")).toBe("image/jpeg");
    expect(headers.get("Cache-Control")).toBe("public, max-age=31536000, immutable");
    expect(headers.get("Content-Length")).toBe(String(bytes.length));
    expect(textOf(bytes)).not.toMatch(/GPS|<script>/);
  });

  it("executes nothing, whatever else it may be", async () => {
    const { file } = await tenantWith("%PDF-1.7\n<html><script>alert(1)</script>", "x.html");
    const { headers } = await fetchFile(file.url);
    expect(headers.get("Content-Type")).toBe("application/pdf");
    expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
    expect(headers.get("Content-Security-Policy")).toMatch(/default-src 'none'.*sandbox/);
    expect(headers.get("Content-Disposition")).toBe("attachment; filename*=UTF-8''x.html.pdf");
  });

  it("is answered in parts, with 304 to who has it, and without a body to HEAD", async () => {
    const { file } = await tenantWith(film, "a.pdf");
    const whole = await fetchFile(file.url);
    const tag = whole.headers.get("ETag") ?? "";
    for (const [range, text, said] of [
      ["bytes=0-3", "%PDF", "bytes 0-3/19"],
      ["bytes=15-", "6789", "bytes 15-18/19"],
      ["bytes=-2", "89", "bytes 17-18/19"],
      ["bytes=15-99", "6789", "bytes 15-18/19"],
    ] as const) {
      const part = await fetchFile(file.url, { headers: { Range: range } });
      expect([part.status, textOf(part.bytes), part.headers.get("Content-Range")]).toEqual([206, text, said]);
      expect(part.headers.get("Content-Length")).toBe(String(text.length));
    }
    const beyond = await fetchFile(file.url, { headers: { Range: "bytes=19-" } });
    expect([beyond.status, beyond.headers.get("Content-Range")]).toEqual([416, "bytes */19"]);
    expect((await fetchFile(file.url, { headers: { Range: "bytes=0-1,4-5" } })).status).toBe(200);
    expect((await fetchFile(file.url, { headers: { Range: "bytes=0-1", "If-Range": '"x"' } })).status).toBe(
      200,
    );
    expect((await fetchFile(file.url, { headers: { Range: "bytes=0-1", "If-Range": tag } })).status).toBe(
      206,
    );
    const known = await fetchFile(file.url, { headers: { "If-None-Match": tag } });
    expect([known.status, known.bytes.length]).toEqual([304, 0]);
    const head = await fetchFile(file.url, { method: "HEAD" });
    expect([head.status, head.bytes.length, head.headers.get("Content-Length")]).toEqual([200, 0, "19"]);
  });

  it("is of its own tenant alone, and of no tenant that is suspended", async () => {
    const { tenant, file } = await tenantWith(film, "a.pdf");
    const other = await mintTenant();
    expect((await fetchFile(file.url.replace(tenant.id, other.id))).status).toBe(404);
    expect((await fetchFile(file.url.replace(tenant.id, tenant.slug))).status).toBe(200);
    expect((await send("get", `/v1/admin/media/${file.id}`, { key: other.adminKey })).status).toBe(404);
    expect((await send("delete", `/v1/admin/media/${file.id}`, { key: other.adminKey })).status).toBe(404);
    const platform = { key: "the-platform-token-of-all-the-tests" };
    const body = { status: "suspended" };
    await send("patch", `/v1/platform/tenants/${tenant.id}`, { ...platform, body });
    expect((await fetchFile(file.url)).status).toBe(404);
  });
});

describe("other sizes and formats of an image", () => {
  it("are made once, and kept", async () => {
    const { tenant, file } = await tenantWith(await pngOf(400, 200), "flag.png");
    const made = await fetchFile(`${file.url}?w=128`);
    expect(imageSize(made.bytes)).toMatchObject({ width: 128, height: 64, type: "png" });
    const keys = await storedKeys(`${tenant.id}/${file.id}/`);
    expect(keys).toEqual(["original", "r/128x-contain.png"]);
    const again = await fetchFile(`${file.url}?w=128`);
    expect(again.bytes).toEqual(made.bytes);
    expect(again.headers.get("Cache-Status")).toBe("rustok; hit");
    expect(again.headers.get("ETag")).toBe(made.headers.get("ETag"));
    const part = await fetchFile(`${file.url}?w=128`, { headers: { Range: "bytes=0-3" } });
    expect([part.status, textOf(part.bytes)]).toEqual([206, "\u0089PNG"]);
  });

  it("come in other formats", async () => {
    const { file } = await tenantWith(await pngOf(64, 64), "flag.png");
    for (const format of ["jpeg", "webp"] as const) {
      const { bytes, headers } = await fetchFile(`${file.url}?w=32&format=${format}`);
      expect(headers.get("Content-Type")).toBe(`image/${format}`);
      expect(imageSize(bytes)).toMatchObject({
        width: 32,
        height: 32,
        type: format === "jpeg" ? "jpg" : format,
      });
    }
  });

  it("of a JPEG and a WebP are made too, turned as they are", async () => {
    const { tenant, file } = await tenantWith(await pngOf(64, 32), "flag.png");
    for (const format of ["jpeg", "webp"]) {
      const { bytes } = await fetchFile(`${file.url}?format=${format}`);
      const { body } = await upload(tenant, bytes, { name: "again" });
      const { url, width } = Object(body);
      expect(width).toBe(64);
      const small = await fetchFile(`${url}?h=16`);
      expect(imageSize(small.bytes)).toMatchObject({ width: 32, height: 16 });
    }
  });

  it("are cropped around the point that matters", async () => {
    const { tenant, file } = await tenantWith(await pngOf(400, 100), "flag.png");
    const body = { focalPoint: { x: 90, y: 50 } };
    const patched = await send("patch", `/v1/admin/media/${file.id}`, { key: tenant.adminKey, body });
    const url = String(Object(patched.body).url);
    expect(url).toContain("?fp=90-50");
    const headers = { "Consistency-Token": patched.headers.get("Consistency-Token") ?? "" };
    await send("get", "/v1/admin/media", { key: tenant.adminKey, headers });
    const right = await fetchFile(`${url}&w=64&h=64&fit=cover`);
    expect(imageSize(right.bytes)).toMatchObject({ width: 64, height: 64 });
    expect(await storedKeys(`${tenant.id}/${file.id}/r/`)).toHaveLength(1);
    expect(right.headers.get("Cache-Control")).toContain("immutable");
    const elsewhere = await fetchFile(`${file.url}?fp=10-50&w=64&h=64&fit=cover`);
    expect(elsewhere.headers.get("Cache-Control")).toBe("no-cache");
  });

  it("are never larger than it is", async () => {
    const { file } = await tenantWith(await pngOf(40, 20), "flag.png");
    expect(imageSize((await fetchFile(`${file.url}?w=2000&h=2000`)).bytes)).toMatchObject({
      width: 40,
      height: 20,
    });
  });

  it.each(["w=100", "w=0", "w=1e2", "h=9999", "fit=fill", "format=bmp", "w=64&w=128"])(
    "are a few: not %s",
    async (query) => {
      const { file } = await tenantWith(await pngOf(2, 2), "flag.png");
      expect((await fetchFile(`${file.url}?${query}`)).status).toBe(400);
    },
  );

  it("of what they can't be made are the file itself", async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 4"><path d="M0 0"></path></svg>';
    const { file } = await tenantWith(svg, "a.svg");
    expect(textOf((await fetchFile(`${file.url}?w=64`)).bytes)).toBe(svg);
    const damaged = await tenantWith(jpegWithMetadata(), "a.jpg");
    const { status, bytes } = await fetchFile(`${damaged.file.url}?w=64`);
    expect([status, bytes]).toEqual([200, (await fetchFile(damaged.file.url)).bytes]);
  });
});
