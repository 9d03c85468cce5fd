import { afterEach, beforeEach, expect, it } from "vitest";
import { z } from "zod";
import { eventually } from "../../support/e2e/eventually.ts";
import { type Home, openHome, type Running } from "../../support/e2e/home.ts";
import { readAll } from "../../support/http/products.ts";

let home: Home;

beforeEach(async () => {
  home = await openHome();
});

afterEach(() => home.close());

const count = 800;
const story = "A long story told slowly. ".repeat(60);
const rows = Array.from(
  { length: count },
  (_, index) => `book-${index},Book ${index},${story},B-${index},5,3`,
);
const csv = ["Handle,Title,Body (HTML),Variant SKU,Variant Price,Variant Inventory Qty", ...rows].join("\n");

const job = z.object({
  id: z.string(),
  state: z.string(),
  progress: z.object({ processed: z.int(), total: z.int() }),
  report: z.unknown(),
});

const read = async ({ send }: Running, key: string, path: string) =>
  job.parse((await send("get", path, { key })).body);

it("a large import goes on after the platform was killed in the middle, and imports each product once", async () => {
  expect(csv.length).toBeGreaterThan(1024 * 1024);
  const first = await home.start();
  const { adminKey: key } = await first.mintTenant();
  const headers = { "Content-Type": "text/csv" };
  const sent = await first.send("post", "/v1/admin/imports/shopify-products", { key, headers, body: csv });
  expect(sent.status, sent.text).toBe(202);
  const path = sent.headers.get("Location") ?? "";
  expect(path).toBe(`/v1/admin/imports/${job.parse(sent.body).id}`);
  const begun = await eventually(
    20_000,
    () => read(first, key, path),
    ({ progress }) => progress.processed > 100,
  );
  expect(begun).toMatchObject({ state: "running", report: null });
  expect(begun.progress.processed).toBeLessThan(count);
  await first.platform.kill();

  const second = await home.start();
  const ended = await eventually(
    60_000,
    () => read(second, key, path),
    ({ state }) => state === "completed",
  );
  expect(ended.report).toMatchObject({ created: count, updated: 0, unchanged: 0, failed: 0 });
  const listed = await eventually(
    20_000,
    () => readAll(second.send, "/v1/admin/products?limit=100", { key }),
    (items) => items.length >= count,
  );
  expect(new Set(listed.map(({ handle }) => handle)).size).toBe(count);
  expect(listed).toHaveLength(count);
});
