import { expect, it } from "vitest";
import {
  csv,
  finishImport,
  headOf,
  importFile,
  importOf,
  jobIn,
  nextBatch,
  placed,
  productsOf,
  sendFile,
  sendInventory,
} from "../../../support/catalogue/files.ts";
import { openShop } from "../../../support/node/shop.ts";

const header = "Handle,Title,Variant SKU,Variant Price,Variant Inventory Qty";
const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => `thing-${index},Thing ${index},T-${index},5,${index}`);
const many = csv(header, ...rowsOf(130));
const large = `${csv(header, ...rowsOf(3))}x,${"Long ".repeat(230_000)},,,\n`;

it("a file above 1 MiB becomes a job, and a file up to 1 MiB is imported before the answer", async () => {
  const shop = openShop();
  const job = jobIn(await sendFile(shop, large, 64 * 1024));
  expect(job).toMatchObject({ kind: "products", state: "queued", report: null, finishedAt: null });
  expect(job.bytes).toBe(large.length);
  expect(job.progress.total).toBe(4);
  expect(await finishImport(shop, job.id)).toMatchObject({
    state: "completed",
    progress: { processed: 4, total: 4 },
    report: { created: 3, failed: 1 },
  });
  expect(await importFile(openShop(), many)).toMatchObject({ created: 130 });
});

it("a job reports exactly what an import of the same file answers", async () => {
  const file = csv(
    "Handle,Title,Variant SKU,Price,Vendor,Notes",
    "lamp,Lamp,L-1,5,Harbour,x",
    "rug,Rug,L-1,6,,",
    "desk,,D-1,7,,",
    "sofa,Sofa,S-1,ten,,",
    `chair,Chair,C-1,8,${"V".repeat(300)},`,
    "lamp,Again,A-1,5,,",
  );
  for (const dryRun of [true, false]) {
    const [direct, asJob] = [openShop(), openShop()];
    const report = await importFile(direct, file, 100, { dryRun });
    const { id } = jobIn(await sendFile(asJob, file, 100, { dryRun, asJob: true }));
    const job = await finishImport(asJob, id);
    const sorted = (list: typeof report.errors) => placed(list).sort();
    expect({ ...job.report, errors: [], warnings: [] }).toEqual({ ...report, errors: [], warnings: [] });
    expect(sorted(job.report?.errors ?? [])).toEqual(sorted(report.errors));
    expect(sorted(job.report?.warnings ?? [])).toEqual(sorted(report.warnings));
    expect(Object.keys(productsOf(asJob)).sort()).toEqual(Object.keys(productsOf(direct)).sort());
  }
});

it("a job goes on after the object was evicted in the middle, and no product is imported twice or lost", async () => {
  const shop = openShop();
  const { id } = jobIn(await sendFile(shop, many, 1_000, { asJob: true }));
  await nextBatch(shop);
  const { progress, state } = importOf(shop, id);
  expect(state).toBe("running");
  expect(progress.processed).toBeGreaterThan(0);
  expect(progress.processed).toBeLessThan(130);
  expect(Object.keys(productsOf(shop))).toHaveLength(progress.processed);
  shop.platform.wakeUp(shop.tenant);
  expect(await finishImport(shop, id)).toMatchObject({
    state: "completed",
    report: { created: 130, failed: 0 },
  });
  expect(Object.keys(productsOf(shop))).toHaveLength(130);
  const created = shop.tenant.storage.rows(
    "SELECT count(*) AS total FROM events WHERE type = 'catalog.product.created'",
  );
  expect(created).toEqual([{ total: 130 }]);
});

it("a cancelled import keeps what it has imported, reports it, and imports nothing more", async () => {
  const shop = openShop();
  const { id } = jobIn(await sendFile(shop, many, 1_000, { asJob: true }));
  await nextBatch(shop);
  const { processed } = importOf(shop, id).progress;
  expect(shop.must("catalogue.cancelImport", { id })).toMatchObject({
    state: "cancelled",
    report: { created: processed },
  });
  const before = headOf(shop);
  await nextBatch(shop);
  expect(headOf(shop)).toBe(before);
  expect(shop.run("catalogue.cancelImport", { id })).toMatchObject({
    ok: false,
    refusal: { code: "invalid-transition" },
  });
});

it("imports run one after another, in the order in which they were sent", async () => {
  const shop = openShop();
  const first = jobIn(await sendFile(shop, many, 1_000, { asJob: true }));
  shop.platform.clock.advance(10);
  const changed = many.replaceAll(",Thing ", ",Changed ");
  const second = jobIn(await sendFile(shop, changed, 1_000, { asJob: true }));
  expect(await finishImport(shop, second.id)).toMatchObject({ report: { updated: 130 } });
  expect(importOf(shop, first.id)).toMatchObject({ report: { created: 130 } });
});

it("a large inventory file becomes a job with the same report", async () => {
  const [direct, asJob] = [openShop(), openShop()];
  const counts = csv(
    "Handle,SKU,Location,On hand",
    ...Array.from({ length: 40 }, (_, index) => `thing-${index},T-${index},Main location,${index + 1}`),
    "thing-1,T-1,Main location,9",
    "thing-2,T-2,Attic,9",
    "thing-3,,Main location,not stocked",
    "other,T-X,Main location,4",
  );
  for (const shop of [direct, asJob]) await importFile(shop, csv(header, ...rowsOf(40)));
  const report = await sendInventory(direct, counts);
  const { id } = jobIn(await sendInventory(asJob, counts, false, true));
  const job = await finishImport(asJob, id);
  if (!report.ok || !("errors" in report.value)) throw new Error("no report");
  expect({ ...job.report, errors: [] }).toEqual({ ...report.value, errors: [] });
  expect(placed(job.report?.errors ?? []).sort()).toEqual(placed(report.value.errors).sort());
  expect(job).toMatchObject({ kind: "inventory", state: "completed", report: { updated: 38, failed: 3 } });
  const before = headOf(asJob);
  await finishImport(asJob, jobIn(await sendInventory(asJob, counts, false, true)).id);
  expect(headOf(asJob)).toBe(before);
});

it("names in a file that are far too long are no obstacle to a job", async () => {
  const shop = openShop();
  await importFile(shop, csv(header, ...rowsOf(3)));
  const long = Array.from({ length: 5 }, (_, index) => String(index).repeat(190_000));
  const rows = Array.from({ length: 3 }, (_, index) => `T-${index},${"1,".repeat(5)}${index + 5}`);
  const counts = csv(`SKU,${long.join(",")},Main location`, ...rows, `,${"1,".repeat(5)}5`);
  const handles = Array.from({ length: 5 }, (_, index) => `${String(index).padEnd(180_000, "x")},1`);
  for (const file of [counts, csv("Handle,On hand", ...handles)]) {
    const direct = await sendInventory(shop, file, true);
    if (!direct.ok || !("errors" in direct.value)) throw new Error("no report");
    const job = await finishImport(shop, jobIn(await sendInventory(shop, file, true, true)).id);
    expect({ ...job.report, errors: [] }).toEqual({ ...direct.value, errors: [] });
    expect(placed(job.report?.errors ?? []).sort()).toEqual(placed(direct.value.errors).sort());
    expect(Math.max(...direct.value.errors.map(({ field }) => field.length))).toBeLessThanOrEqual(255);
    expect(JSON.stringify(shop.tenant.storage.rows("SELECT columns FROM import_jobs")).length).toBeLessThan(
      5_000,
    );
  }
});
