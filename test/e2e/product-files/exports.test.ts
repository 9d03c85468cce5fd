import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { useRunning } from "../../support/e2e/home.ts";
import { productBody } from "../../support/http/products.ts";

const running = useRunning();
const path = "/v1/admin/exports/shopify-products";
const ours = readFileSync("test/fixtures/shopify/apparel-like.csv", "utf8");

const upload = (key: string, body: string) =>
  running().send("post", "/v1/admin/imports/shopify-products", {
    key,
    headers: { "Content-Type": "text/csv" },
    body,
  });

it("an export contains the latest writes, and importing it again changes nothing", async () => {
  const { adminKey: key } = await running().mintTenant();
  const imported = await upload(key, ours);
  const token = imported.headers.get("Consistency-Token") ?? "";
  const exported = await running().send("get", path, { key, headers: { "Consistency-Token": token } });
  expect(exported.status).toBe(200);
  expect(exported.headers.get("Content-Disposition")).toBe('attachment; filename="products.csv"');
  expect(exported.text.split("\n")[0]).toMatch(
    /^Handle,Title,Body \(HTML\),Vendor,Type,Tags,Published,Option1 Name/,
  );
  expect(exported.text).toContain("field-jacket,Field Jacket,");
  expect((await upload(key, exported.text)).body).toMatchObject({
    created: 0,
    updated: 0,
    unchanged: 6,
    failed: 0,
    errors: [],
    warnings: [],
  });
});

it("an export has its own tenant's products only, and its columns where there is none", async () => {
  const [mine, other] = await Promise.all([running().mintTenant(), running().mintTenant()]);
  const created = await running().send("post", "/v1/admin/products", {
    key: other.adminKey,
    body: productBody("Secret lamp"),
  });
  const seen = { "Consistency-Token": created.headers.get("Consistency-Token") ?? "" };
  const theirs = await running().send("get", path, { key: other.adminKey, headers: seen });
  expect(theirs.text).toContain("secret-lamp");
  const exported = await running().send("get", path, { key: mine.adminKey });
  expect(exported.text.trim().split("\n")).toHaveLength(1);
  const foreign = await running().send("get", path, { key: mine.adminKey, headers: seen });
  expect(foreign).toMatchObject({ status: 400, body: { code: "invalid-consistency-token" } });
});

it("a manager, who may not export, is refused", async () => {
  const { managerKey } = await running().mintTenant();
  expect(await running().send("get", path, { key: managerKey })).toMatchObject({
    status: 403,
    body: { code: "forbidden" },
  });
});
