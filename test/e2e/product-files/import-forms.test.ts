import { describe, expect, it } from "vitest";
import { z } from "zod";
import { useRunning } from "../../support/e2e/home.ts";
import { readAll } from "../../support/http/products.ts";

const running = useRunning();
const path = "/v1/admin/imports/shopify-products";

const text = "Handle,Title,Vendor,Variant SKU,Variant Price\ncafe,Café „Öl“,Škoda,C-1,5\n";

/** The same text in Windows-1252. */
const windows = Uint8Array.from(
  [...text].map((letter) => ({ "„": 0x84, "“": 0x93, Š: 0x8a })[letter] ?? letter.charCodeAt(0)),
);
const utf16 = (bigEndian: boolean) => {
  const bytes = Buffer.from(`\ufeff${text}`, "utf16le");
  return bigEndian ? bytes.swap16() : bytes;
};

describe("a product file", () => {
  it.each([
    ["text/csv", {}, text],
    ["text/csv; charset=windows-1252", {}, windows],
    ['text/csv; charset="ISO-8859-1"', {}, windows],
    ["text/csv; charset=utf-16le", {}, utf16(false)],
    ["text/csv", {}, utf16(true)],
    ["application/vnd.ms-excel", {}, text.replaceAll(",", ";")],
    ["text/plain", { "Content-Disposition": 'attachment; filename="Products.CSV"' }, text],
    ["text/plain", { "Content-Disposition": "attachment; filename*=UTF-8''products.csv" }, text],
  ])("sent as %s %j is read as what it is, also under an idempotency key", async (type, headers, body) => {
    const { send, mintTenant } = running();
    for (const keyed of [{}, { "Idempotency-Key": "once" }]) {
      const { adminKey: key } = await mintTenant();
      const sent = { key, headers: { "Content-Type": type, ...headers, ...keyed }, body };
      const report = await send("post", path, sent);
      expect(report).toMatchObject({ status: 200, body: { created: 1, failed: 0 } });
      const token = report.headers.get("Consistency-Token") ?? "";
      await send("get", "/v1/admin/products", { key, headers: { "Consistency-Token": token } });
      expect(await readAll(send, "/v1/admin/products", { key })).toMatchObject([
        { title: "Café „Öl“", vendor: "Škoda" },
      ]);
    }
  });

  it.each([
    ["text/plain", {}],
    ["text/plain", { "Content-Disposition": "attachment; filename=products.pdf" }],
    ["application/pdf", { "Content-Disposition": "attachment; filename=products.csv" }],
  ])("is not what %s %j is", async (type, headers) => {
    const { adminKey: key } = await running().mintTenant();
    const sent = { key, headers: { "Content-Type": type, ...headers }, body: text };
    expect(await running().send("post", path, sent)).toMatchObject({
      status: 415,
      body: { code: "unsupported-media-type" },
    });
  });

  it.each([
    ["of an unknown character set", "text/csv; charset=klingon", text, "klingon"],
    ["that is a workbook", "application/vnd.ms-excel", "PK\u0003\u0004\u0014", "workbook"],
  ])("%s is refused", async (_, type, body, detail) => {
    const { adminKey: key } = await running().mintTenant();
    const answer = await running().send("post", path, { key, headers: { "Content-Type": type }, body });
    expect(answer).toMatchObject({
      status: 422,
      body: { code: "invalid-csv", detail: expect.stringContaining(detail) },
    });
  });

  it("can be tried before it is imported, and can leave out SKUs that are taken", async () => {
    const { send, mintTenant } = running();
    const { adminKey: key } = await mintTenant();
    const twice = `${text}tea,Tea,,C-1,4\n`;
    const upload = (query: string) =>
      send("post", `${path}${query}`, { key, headers: { "Content-Type": "text/csv" }, body: twice });
    const dry = await upload("?dryRun=true&duplicateSkus=clear");
    expect(dry.headers.get("Consistency-Token")).toBeNull();
    expect(dry.body).toMatchObject({ created: 2, failed: 0, warnings: [{ line: 3, field: "Variant SKU" }] });
    expect((await upload("?dryRun=true")).body).toMatchObject({ created: 1, failed: 1 });
    expect((await upload("?duplicateSkus=clear")).body).toEqual(dry.body);
    expect(z.object({ code: z.string() }).parse((await upload("?duplicateSkus=keep")).body).code).toBe(
      "validation-failed",
    );
  });
});
