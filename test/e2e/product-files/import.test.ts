import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { eventually } from "../../support/e2e/eventually.ts";
import { useRunning } from "../../support/e2e/home.ts";
import { productBody, readAll } from "../../support/http/products.ts";

const running = useRunning();

const ours = readFileSync("test/fixtures/shopify/apparel-like.csv", "utf8");
const real = "../shared/data/shopify/apparel.csv";

const upload = (key: string, csv: string) =>
  running().send("post", "/v1/admin/imports/shopify-products", {
    key,
    headers: { "Content-Type": "text/csv" },
    body: csv,
  });

/** The product behind a handle as it is now, read through the list and then by its id. */
async function productOf(key: string, handle: string): Promise<unknown> {
  const { send } = running();
  const [found] = await readAll(send, `/v1/admin/products?handle=${handle}`, { key });
  return (await send("get", `/v1/admin/products/${found?.id}`, { key })).body;
}

const clean = { updated: 0, unchanged: 0, failed: 0, errors: [], warnings: [], ignoredColumns: [] };
/** Of the file that Shopify exports, these columns are not imported. */
const whole = { ...clean, ignoredColumns: expect.arrayContaining(["Variant Taxable", "Gift Card"]) };

describe("Shopify's product export", () => {
  it.each([
    ["as it is exported", ours],
    ["with a byte order mark and the line ends of Windows", `\uFEFF${ours.replaceAll("\n", "\r\n")}`],
  ])("is taken in whole and, taken in again, changes nothing: %s", async (_, csv) => {
    const tenant = await running().mintTenant();
    expect((await upload(tenant.adminKey, csv)).body).toEqual({ ...whole, created: 6 });
    const before = await upload(tenant.adminKey, csv);
    expect(before.body).toEqual({ ...whole, created: 0, unchanged: 6 });
    expect(before.headers.get("Consistency-Token")).toBeNull();
  });

  it("is read as Shopify means it", async () => {
    const { adminKey } = await running().mintTenant();
    const report = await upload(adminKey, ours);
    const token = report.headers.get("Consistency-Token") ?? "";
    await running().send("get", "/v1/admin/products", {
      key: adminKey,
      headers: { "Consistency-Token": token },
    });
    expect(await productOf(adminKey, "linen-shirt")).toMatchObject({
      title: "Linen Shirt",
      status: "active",
      description: "Soft linen, cut wide, with buttons of horn.",
      tags: ["men", "linen", "summer"],
      options: [],
      variants: [{ title: "Default", inventoryPolicy: "untracked", inventory: { stocked: 3 } }],
    });
    expect(await productOf(adminKey, "field-jacket")).toMatchObject({
      type: "Jackets",
      options: [
        { name: "Size", values: ["Small", "Large"] },
        { name: "Colour", values: ["Olive", "Sand"] },
      ],
      images: [
        { url: "https://images.example/field-jacket-front.jpg", alt: "The jacket, from the front" },
        { url: "https://images.example/field-jacket-back.jpg", alt: null },
        { url: "https://images.example/field-jacket-pocket.jpg", alt: null },
      ],
      variants: [
        {
          sku: "FJ-S-OL",
          title: "Small / Olive",
          inventoryPolicy: "deny",
          weight: 900,
          prices: [{ amount: 12_995, currency: "USD", compareAtAmount: 15_995 }],
          inventory: { stocked: 4 },
        },
        { sku: "FJ-S-SA", inventory: { stocked: 0 } },
        {
          sku: "FJ-L-OL",
          inventoryPolicy: "continue",
          prices: [{ amount: 13_995, compareAtAmount: null }],
          inventory: { stocked: 0 },
        },
      ],
    });
    expect(await productOf(adminKey, "enamel-mug")).toMatchObject({
      title: "Enamel Mug, Chipped",
      description: 'Every one is "different".\n\nDip it, drop it,\nkeep it.',
      seo: { title: "Enamel mug", description: "A mug, chipped" },
      variants: [{ sku: "0042", barcode: "4006381333931", prices: [{ amount: 99 }] }],
    });
    expect(await productOf(adminKey, "wool-socks")).toMatchObject({
      variants: [{ title: "36–39 / Grey / 1" }, { title: "36–39 / Grey / 3" }, { title: "40–43 / Grey / 1" }],
    });
    expect(await productOf(adminKey, "teppich-gruen")).toMatchObject({
      title: "Teppich „Grün“ 🌿",
      tags: ["home"],
    });
    expect(await productOf(adminKey, "prototype-lamp")).toMatchObject({
      status: "draft",
      variants: [{ requiresShipping: false }],
    });
  });

  it("brings what has changed in the file, and nothing else", async () => {
    const { adminKey } = await running().mintTenant();
    await upload(adminKey, ours);
    const changed = ours.replace("Linen Shirt", "Linen Blouse").replace(",75,", ",80,");
    expect((await upload(adminKey, changed)).body).toEqual({
      ...whole,
      created: 0,
      updated: 2,
      unchanged: 4,
    });
  });

  it("of several mebibytes is taken in as it arrives", async () => {
    const { adminKey } = await running().mintTenant();
    const text = `"${"A long story, told slowly. ".repeat(800)}"`;
    const rows = Array.from({ length: 150 }, (_, index) => `book-${index},Book,${text},5,true`);
    const csv = ["Handle,Title,Body (HTML),Variant Price,Published", ...rows].join("\n");
    expect(csv.length).toBeGreaterThan(3 * 1024 * 1024);
    expect((await upload(adminKey, csv)).body).toEqual({ ...clean, created: 150 });
  });

  it.skipIf(!existsSync(real))("in the flesh is taken in whole, twice", async () => {
    const tenant = await running().mintTenant();
    const csv = readFileSync(real, "utf8");
    const handles = new Set(
      csv
        .split("\n")
        .slice(1)
        .flatMap((line) => /^[a-z0-9-]+(?=,)/.exec(line)?.[0] ?? []),
    );
    const first = await upload(tenant.adminKey, csv);
    expect(first.body).toEqual({ ...whole, created: handles.size });
    const second = await upload(tenant.adminKey, csv);
    expect(second.body).toEqual({ ...whole, created: 0, unchanged: handles.size });
    const shown = await readAll(running().send, "/v1/store/products", {
      headers: {
        "X-Tenant": tenant.slug,
        "Consistency-Token": first.headers.get("Consistency-Token") ?? "",
      },
    });
    expect(shown.length).toBe(handles.size);
  });

  it("is in the store's list within two seconds of the answer", async () => {
    const tenant = await running().mintTenant();
    await upload(tenant.adminKey, ours);
    const shown = await eventually(
      2_000,
      () => readAll(running().send, "/v1/store/products", { headers: { "X-Tenant": tenant.slug } }),
      (items) => items.length === 5,
    );
    expect(shown.every(({ title }) => title !== "Prototype Lamp")).toBe(true);
  });

  it("of ten thousand rows is imported while other requests are answered", async () => {
    const { adminKey } = await running().mintTenant();
    const rows = Array.from({ length: 10_000 }, (_, index) => {
      const product = Math.floor(index / 4);
      const first = index % 4 === 0;
      return `thing-${product},${first ? `Thing ${product}` : ""},${first ? "Size" : ""},S${index % 4},T-${index},3,9.00`;
    });
    const csv = [
      `Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price`,
      ...rows,
    ];
    let done = false;
    const importing = upload(adminKey, csv.join("\n")).finally(() => {
      done = true;
    });
    let answered = 0;
    while (!done) {
      const made = await running().send("post", "/v1/admin/products", {
        key: adminKey,
        body: productBody(`Meanwhile ${answered}`),
      });
      expect(made.status).toBe(201);
      answered += 1;
    }
    expect((await importing).body).toEqual({ ...clean, created: 2_500 });
    expect(answered).toBeGreaterThan(10);
  });

  it("sent twice at once with one key is imported once: the second request is told to wait", async () => {
    const { adminKey } = await running().mintTenant();
    const rows = Array.from({ length: 800 }, (_, index) => `twin-${index},Twin ${index},5`);
    const csv = ["Handle,Title,Variant Price", ...rows].join("\n");
    const headers = { "Content-Type": "text/csv", "Idempotency-Key": "once" };
    const send = () =>
      running().send("post", "/v1/admin/imports/shopify-products", { key: adminKey, headers, body: csv });
    const answers = await Promise.all([send(), send()]);
    const [first, second] = answers.toSorted((a, b) => a.status - b.status);
    expect(first).toMatchObject({ status: 200, body: { created: 800 } });
    expect(second).toMatchObject({ status: 409, body: { code: "idempotency-in-progress" } });
    const replayed = await send();
    expect(replayed.headers.get("Idempotent-Replayed")).toBe("true");
    expect(replayed.body).toEqual(first?.body);
  });
});

const header = "Handle,Title,Tags,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price";

const report = z.object({
  created: z.int(),
  failed: z.int(),
  errors: z.array(z.object({ line: z.int(), field: z.string(), code: z.string(), detail: z.string() })),
});

describe("a bad row", () => {
  it("is named by line and column, and keeps only its own product out", async () => {
    const { adminKey } = await running().mintTenant();
    const csv = [
      header,
      'good,"Over\ntwo lines",,Title,Default Title,G-1,5,10.00',
      "dear,Dear,,Title,Default Title,D-1,5,ten",
      "fine,Too fine,,Title,Default Title,F-1,5,9.999",
      "many,Many,,Title,Default Title,M-1,a few,10",
      "nameless,,,Title,Default Title,N-1,1,10",
      "again,Again,,Title,Default Title,G-1,1,10",
      "twins,Twins,,Size,S,T-1,1,10",
      "twins,,,,S,T-2,1,10",
      "last,Last,,Title,Default Title,L-1,1,10",
    ].join("\n");
    const answer = await upload(adminKey, csv);
    expect(answer.status).toBe(200);
    const { created, failed, errors } = report.parse(answer.body);
    expect({ created, failed }).toEqual({ created: 3, failed: 5 });
    expect(errors.map(({ line, field }) => [line, field])).toEqual([
      [4, "Variant Price"],
      [5, "Variant Price"],
      [7, "Title"],
      [8, "Variant SKU"],
      [10, "Option1 Value"],
    ]);
    expect(errors.every(({ detail }) => detail.length > 0)).toBe(true);
    expect(answer.body).toMatchObject({ warnings: [{ line: 6, field: "Variant Inventory Qty" }] });
  });

  it("that is no CSV is named by its line, and what stands before it is in", async () => {
    const { adminKey } = await running().mintTenant();
    const csv = `${header}\ngood,Good,,Title,Default Title,,1,10\nbroken,"Bro"ken,,,,,,\n`;
    const { created, failed, errors } = report.parse((await upload(adminKey, csv)).body);
    expect(created).toBe(1);
    expect(failed).toBe(1);
    expect(errors.map(({ line, code }) => `${line} ${code}`)).toEqual(["3 invalid-csv"]);
  });

  it.each([
    ["nothing", ""],
    ["another table", "a,b\n1,2\n"],
    ["no text at all", "\u0000\u0001\u0002"],
  ])("there is none in a file with %s: it is refused or has no products", async (_, csv) => {
    const { adminKey } = await running().mintTenant();
    const answer = await upload(adminKey, csv);
    expect([200, 422]).toContain(answer.status);
    if (answer.status === 200) expect(answer.body).toMatchObject({ created: 0, failed: 0 });
    else expect(answer.body).toMatchObject({ code: "invalid-csv" });
  });

  it.each([
    ["a cell that fills the file", "x"],
    ["a cell of escaped quotes", '""'],
    ["a cell of line breaks", "\r\n"],
  ])("that is %s ends the import, which reports its line", async (_, unit) => {
    const { adminKey } = await running().mintTenant();
    const cell = unit.repeat((9 * 1024 * 1024) / unit.length);
    const answer = await upload(adminKey, `Handle,Title\ngood,Good\nbad,"${cell}"\nlast,Last\n`);
    expect(answer.status).toBe(200);
    const { created, failed, errors } = report.parse(answer.body);
    expect({ created, failed }).toEqual({ created: 1, failed: 1 });
    expect(errors).toMatchObject([{ line: 3, code: "rows-not-read" }]);
  });
});
