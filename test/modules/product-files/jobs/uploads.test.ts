import "../../../support/node/base64.ts";
import { expect, it } from "vitest";
import { importProducts } from "../../../../src/modules/product-files/import/workflows.ts";
import {
  askImport,
  csv,
  finishImport,
  importOf,
  jobIn,
  nextBatch,
  sendFile,
} from "../../../support/catalogue/files.ts";
import { openInvoker } from "../../../support/invoker.ts";
import { openShop, type Shop } from "../../../support/node/shop.ts";

const header = "Handle,Title,Variant SKU,Variant Price,Variant Inventory Qty";
const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => `thing-${index},Thing ${index},T-${index},5,${index}`);
const file = csv(header, ...rowsOf(150));
const asJob = { asJob: true } as const;
const underKey = { idempotency: { key: "import-1", content: "the file" } };

const send = (shop: Shop, text = file) => sendFile(shop, text, 1_000, asJob, underKey);
const rows = ({ tenant }: Shop, query: string) => tenant.storage.rows(query);
const jobsIn = (shop: Shop) => rows(shop, "SELECT id, state FROM import_jobs");

/** The shop as a request sees it whose calls fail after some commands: the object is reset, or the request ends. */
function failingAfter(shop: Shop, commands: number): Shop {
  let left = commands;
  const { core } = shop.tenant;
  const execute: typeof core.execute = (request) => {
    left -= 1;
    if (left < 0) throw new Error("the object was reset");
    return core.execute(request);
  };
  return { ...shop, tenant: { ...shop.tenant, core: { ...core, execute } } };
}

it("a file that is no CSV is refused at once, and leaves no import behind", async () => {
  const shop = openShop();
  const refused = { ok: false, refusal: { code: "invalid-csv" } };
  expect(await send(shop, "Name,Price\nLamp,5\n")).toMatchObject(refused);
  expect(jobsIn(shop)).toEqual([]);
  expect(await send(shop, "Name,Price\nLamp,5\n")).toMatchObject(refused);
});

it("a file whose request broke off leaves nothing behind, and can be sent again under the same key", async () => {
  const shop = openShop();
  let pulls = 0;
  const broken = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulls += 1;
      if (pulls > 5) controller.error(new Error("the connection was closed"));
      else controller.enqueue(new TextEncoder().encode(file.slice((pulls - 1) * 1_000, pulls * 1_000)));
    },
  });
  const defaults = { charset: null, duplicateSkus: "refuse", dryRun: false, asJob: true } as const;
  const sent = openInvoker(shop.platform, shop.tenant)(
    importProducts,
    { ...defaults, file: broken },
    underKey,
  );
  await expect(sent).rejects.toThrow("closed");
  for (const table of ["jobs", "items", "findings"])
    expect(rows(shop, `SELECT * FROM import_${table}`), table).toEqual([]);
  const job = jobIn(await send(shop));
  expect(await finishImport(shop, job.id)).toMatchObject({ state: "completed", report: { created: 150 } });
});

it.each([1, 2, 3])(
  "a file that was sent again after the object was reset at step %i is imported once",
  async (step) => {
    const shop = openShop();
    await expect(send(failingAfter(shop, step))).rejects.toThrow("reset");
    shop.platform.wakeUp(shop.tenant);
    const job = jobIn(await send(shop));
    expect(await finishImport(shop, job.id)).toMatchObject({ state: "completed", report: { created: 150 } });
    shop.platform.clock.advance(5 * 60 * 1000);
    await nextBatch(shop);
    expect(jobsIn(shop)).toEqual([{ id: job.id, state: "completed" }]);
    expect(rows(shop, "SELECT * FROM import_items")).toEqual([]);
  },
);

it("a file that was sent again because its answer was lost is the same import", async () => {
  const shop = openShop();
  const finish = () => {
    throw new Error("the object was reset");
  };
  const tenant = { ...shop.tenant, core: { ...shop.tenant.core, finish } };
  await expect(send({ ...shop, tenant })).rejects.toThrow("reset");
  const [first] = jobsIn(shop);
  shop.platform.wakeUp(shop.tenant);
  expect(jobIn(await send(shop)).id).toBe(first?.id);
  expect(jobsIn(shop)).toEqual([{ id: first?.id, state: "queued" }]);
  expect(await finishImport(shop, String(first?.id))).toMatchObject({ report: { created: 150 } });
});

it("a part of a file that arrives twice is stored once", async () => {
  const shop = openShop();
  const { id } = shop.must("catalogue.beginProductImport", { duplicateSkus: "refuse", dryRun: false }) as {
    id: string;
  };
  const found = [{ line: 2, field: "Title", code: "too-long", detail: "is too long" }];
  const outcomes = [{ product: "1", outcome: "failed" }];
  const part = { id, part: 0, items: ["{}"], outcomes, errors: found, warnings: [] };
  for (const _ of [1, 2]) shop.must("catalogue.storeProductImport", part);
  expect(rows(shop, "SELECT position FROM import_items")).toEqual([{ position: 0 }]);
  expect(rows(shop, "SELECT number FROM import_findings")).toEqual([{ number: 0 }]);
  expect(rows(shop, "SELECT total, parts FROM import_jobs")).toEqual([{ total: 1, parts: 1 }]);
  expect(shop.run("catalogue.storeProductImport", { ...part, part: 2 })).toMatchObject({
    ok: false,
    refusal: { code: "overloaded" },
  });
});

it("a file of which nothing arrives for five minutes is removed; one that arrives slowly is not", async () => {
  const shop = openShop();
  const options = { duplicateSkus: "refuse", dryRun: false };
  const ids = [1, 2].map(
    () => (shop.must("catalogue.beginProductImport", options) as { readonly id: string }).id,
  );
  const [slow, lost] = ids;
  const part = { id: slow, items: [], outcomes: [], errors: [], warnings: [] };
  for (const minutes of [0, 1, 2]) {
    shop.must("catalogue.storeProductImport", { ...part, part: minutes });
    shop.platform.clock.advance(3 * 60 * 1000);
    await nextBatch(shop);
  }
  expect(jobsIn(shop)).toEqual([{ id: slow, state: "receiving" }]);
  expect(lost).not.toBe(slow);
  shop.platform.clock.advance(3 * 60 * 1000);
  await nextBatch(shop);
  expect(jobsIn(shop)).toEqual([]);
});

it("a tenant has at most three unfinished imports; the fourth is refused until one has ended", async () => {
  const shop = openShop();
  const jobs = [];
  for (const _ of [1, 2, 3]) jobs.push(jobIn(await sendFile(shop, file, 1_000, asJob)));
  expect(await sendFile(shop, file, 1_000, asJob)).toMatchObject({
    ok: false,
    refusal: { code: "imports-running" },
  });
  shop.must("catalogue.cancelImport", { id: jobs[0]?.id });
  expect((await sendFile(shop, file, 1_000, asJob)).ok).toBe(true);
});

it("a cancelled import counts as unfinished until its file is removed, a part at a time", async () => {
  const shop = openShop();
  const long = csv(header, ...rowsOf(450));
  const { id } = jobIn(await sendFile(shop, long, 10_000, asJob));
  for (const _ of [1, 2]) await sendFile(shop, file, 1_000, asJob);
  expect(shop.must("catalogue.cancelImport", { id })).toMatchObject({ state: "cancelled" });
  expect(await sendFile(shop, file, 1_000, asJob)).toMatchObject({ refusal: { code: "imports-running" } });
  const left = () => rows(shop, `SELECT position FROM import_items WHERE job_id = '${id}'`).length;
  const counts = [left()];
  while ((counts.at(-1) ?? 0) > 0) {
    await nextBatch(shop);
    counts.push(left());
  }
  expect(counts).toEqual([250, 50, 0]);
  expect((await sendFile(shop, file, 1_000, asJob)).ok).toBe(true);
  expect(importOf(shop, id)).toMatchObject({ state: "cancelled" });
});

it("of the imports that have ended, the newest hundred can be read when another one begins", async () => {
  const shop = openShop();
  const { id } = jobIn(await sendFile(shop, csv("Handle,Title", "lamp,"), 100, asJob));
  await finishImport(shop, id);
  const older = (number: number) => `imp_00000000000000000000000${String(number).padStart(3, "0")}`;
  const columns =
    "kind, state, duplicate_skus, dry_run, bytes, parts, position, total, rejected, counts, columns";
  const more = "ignored_columns, requested_by, created_at, received_at, finished_at, settled";
  for (let number = 0; number < 101; number += 1) {
    shop.tenant.storage.run(
      `INSERT INTO import_jobs (id, ${columns}, ${more}) SELECT '${older(number)}', ${columns}, ${more}
        FROM import_jobs WHERE id = '${id}'`,
    );
    shop.tenant.storage.run(
      `INSERT INTO import_findings SELECT '${older(number)}', list, number, finding
        FROM import_findings WHERE job_id = '${id}'`,
    );
  }
  await sendFile(shop, csv("Handle,Title", "rug,Rug"), 100, asJob);
  for (const gone of [0, 1]) expect(askImport(shop, older(gone))).toMatchObject({ ok: false });
  for (const kept of [older(2), older(100), id])
    expect(importOf(shop, kept)).toMatchObject({ report: { failed: 1, errors: [{ line: 2 }] } });
  expect(rows(shop, "SELECT DISTINCT job_id FROM import_findings")).toHaveLength(100);
});
