import { describe, expect, it } from "vitest";
import { plainTenant } from "../../../../src/kernel/access/tenant.ts";
import { ok, type Result } from "../../../../src/kernel/values/result.ts";
import { runImport } from "../../../../src/modules/product-files/import/run/run.ts";
import { fileLimits } from "../../../../src/modules/product-files/limits.ts";
import { streamOf } from "../../../support/catalogue/files.ts";

const tenant = plainTenant({ id: "ten_01J00000000000000000000000", slug: "harbour", name: "A shop" });

/** Imports a file into an object that accepts every product. Counts its products, and the turns of reading. */
async function run(csv: string) {
  let sent = 0;
  const products: unknown[] = [];
  let turns = 1;
  const answer = await runImport(
    {
      tenant: async () => ok(tenant),
      invokeAll: async (_, inputs) => {
        sent += inputs.length;
        products.push(...inputs);
        return inputs.map(() => ok({ outcome: "created", clearedSkus: [] }) as unknown as Result<never>);
      },
      pause: async () => {
        turns += 1;
      },
    },
    { file: streamOf(csv, 1024 * 1024), charset: null, duplicateSkus: "refuse", dryRun: false },
  );
  return { sent, products, turns, answer };
}

const repeated = (unit: string, bytes: number) => unit.repeat(bytes / unit.length);
const manyBytes = fileLimits.fileRow.value + 1_000;
const notRead = (line: number) => ({ line, field: "", code: "rows-not-read" });

describe("an import", () => {
  it.each([
    ["100,000 columns", `Handle${repeated(",c", 200_000)}\na\n`],
    ["5,000 columns and rows", `Handle${repeated(",c", 10_000)}\n${repeated("a\n", 10_000)}`],
  ])("of %s is refused before any product is read", async (_, csv) => {
    expect(await run(csv)).toMatchObject({
      sent: 0,
      answer: {
        ok: false,
        refusal: { code: "invalid-csv", detail: expect.stringContaining("1000 columns") },
      },
    });
  });

  it("of too many rows ends at the limit, and tells so", async () => {
    const rows = fileLimits.fileRows.value;
    const { answer, turns } = await run(`Handle,Title\na,A\n${repeated(",\n", 2 * (rows + 9))}`);
    expect(answer).toMatchObject({ value: { created: 0, failed: 1, errors: [notRead(rows + 2)] } });
    expect(turns).toBeGreaterThan(100);
  });

  it("tells that rows were not read even if its report is full", async () => {
    const { importErrors } = fileLimits;
    const failing = repeated("a,x\nb,x\n", 4 * (importErrors.value + 10));
    const { answer } = await run(`Handle,Status\n${failing}c,${repeated("x", manyBytes)}`);
    if (!answer.ok) throw new Error(answer.refusal.detail);
    expect(answer.value.errors).toHaveLength(importErrors.value + 1);
    expect(answer.value.errors.at(-1)).toMatchObject({ code: "rows-not-read" });
  });

  it.each([
    ["a product with too many rows", repeated("a,x\n", 4 * (fileLimits.productRows.value + 2))],
    ["rows without a handle", `a,\n${repeated(",x\n", 3 * (fileLimits.productRows.value + 2))}`],
  ])("of %s fails that product only", async (_, rows) => {
    const line = fileLimits.productRows.value + 2;
    const { sent, answer } = await run(`Handle,Title\n${rows}b,B\n`);
    expect(sent).toBe(1);
    expect(answer).toMatchObject({
      value: { created: 1, failed: 1, errors: [{ line, field: "Handle", code: "too-large" }] },
    });
  });

  it.each([
    ["escaped quotes", `a,"${repeated('""', manyBytes)}"\n`],
    ["line breaks", `a,"${repeated("\n", manyBytes)}"\n`],
    ["one cell", `a,${repeated("x", manyBytes)}\n`],
    ["commas", `a${repeated(",", manyBytes)}\n`],
    ["a quote that is never closed", `a,"${repeated("x,y\n", manyBytes)}`],
  ])("of a row of %s over the limit ends there", async (_, row) => {
    const { sent, answer } = await run(`Handle,Title\nfirst,First\n${row}`);
    expect(sent).toBe(1);
    expect(answer).toMatchObject({ value: { created: 1, failed: 1, errors: [notRead(3)] } });
  });

  it.each([
    ["escaped quotes", '"', '""'],
    ["line breaks", '"', "\r\n"],
    ["letters", "", "x"],
  ])("reads a cell of a mebibyte of %s where the column is ignored", async (_, quote, unit) => {
    const cell = quote + repeated(unit, 1024 * 1024) + quote;
    const { sent } = await run(`Handle,Metafield\na,${cell}\nb,\n`);
    expect(sent).toBe(2);
  });

  it.each([
    ["Handle", "é"],
    ["Title", "x"],
  ])("refuses a cell in %s that is too long, with its line and column", async (column, unit) => {
    const cell = `"${repeated(unit, 300_000)}"`;
    const csv = column === "Handle" ? `Handle\n${cell}\nb\n` : `Handle,${column}\na,${cell}\nb,\n`;
    expect((await run(csv)).answer).toMatchObject({
      value: { created: 1, failed: 1, errors: [{ line: 2, field: column, code: "too-large" }] },
    });
  });

  it.each([
    ["Tags", "a,"],
    ["Body (HTML)", "<b>"],
  ])("leaves out a cell in %s that is too long, with a warning", async (column, unit) => {
    const { answer } = await run(`Handle,${column}\na,"${repeated(unit, 300_000)}"\nb,\n`);
    expect(answer).toMatchObject({
      value: { created: 2, failed: 0, warnings: [{ line: 2, field: column, code: "too-large" }] },
    });
  });

  it("takes as many tags as a product can have, with a warning", async () => {
    const tags = Array.from({ length: 30_000 }, (_, index) => index).join(",");
    const { answer, products } = await run(`Handle,Tags\na,"${tags}"\nb,b\n`);
    expect(answer).toMatchObject({
      value: { created: 2, failed: 0, warnings: [{ line: 2, field: "Tags", code: "too-big" }] },
    });
    expect(products[0]).toMatchObject({ product: { tags: { length: 250 } } });
  });

  it("leaves out a description with deeply nested tags, with a warning", async () => {
    const { answer, products } = await run(`Handle,Body (HTML)\na,${"<b>".repeat(1_000)}\nb,<b>B</b>\n`);
    expect(answer).toMatchObject({
      value: { created: 2, failed: 0, warnings: [{ line: 2, field: "Body (HTML)", code: "too-deep" }] },
    });
    expect(products).toMatchObject([{ product: { handle: "a" } }, { product: { description: "<b>B</b>" } }]);
  });

  it.each([
    ["empty lines", repeated("\n", 1024 * 1024)],
    ["rows of a product", repeated("a,A\n", 1024 * 1024)],
    ["products that fail", repeated("a,\u0000\nb,\u0000\n", 64 * 1024)],
    ["descriptions", repeated(`a,${"<br>".repeat(2_000)}\nb,${"<br>".repeat(2_000)}\n`, 1024 * 1024)],
  ])("lets other requests run while it reads %s", async (_, rows) => {
    const { turns } = await run(`Handle,Body (HTML)\n${rows}`);
    expect(turns).toBeGreaterThan(20);
  });
});
