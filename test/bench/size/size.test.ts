import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { sizeOf } from "./size.ts";
import { startBytes } from "./start.ts";

it("the size of a Worker counts every module, codecs apart, and not its source map", async () => {
  const dir = await mkdtemp(join(tmpdir(), "rustok-size-"));
  try {
    const module = randomBytes(10_000);
    for (const name of ["index.js", "0001_object.sql", "index.js.map"])
      await writeFile(join(dir, name), module);
    await writeFile(join(dir, "other.sql"), "x".repeat(10_000));
    const withoutCodecs = await sizeOf(join(dir, "index.js"));
    expect(withoutCodecs.codecs).toEqual({ bytes: 0, gzipBytes: 0 });
    await writeFile(join(dir, "jpeg.wasm"), randomBytes(40_000));
    const { worker, codecs } = await sizeOf(join(dir, "index.js"));
    expect(worker).toEqual(withoutCodecs.worker);
    expect(worker.bytes).toBe(30_000);
    // What repeats is compressed.
    expect(worker.gzipBytes).toBeGreaterThan(10_000);
    expect(worker.gzipBytes).toBeLessThan(21_000);
    expect(codecs.bytes).toBe(40_000);
    expect(codecs.gzipBytes).toBeGreaterThan(39_000);
  } finally {
    await rm(dir, { recursive: true });
  }
});

it("what a Worker loads at its start counts what it imports, with texts, and neither codecs nor what it imports later", async () => {
  const dir = await mkdtemp(join(tmpdir(), "rustok-start-"));
  const bytes = async (now: string, later: string, codec = 0) => {
    await writeFile(join(dir, "now.ts"), `export const now = ${JSON.stringify(now)};`);
    await writeFile(join(dir, "later.ts"), `export const later = ${JSON.stringify(later)};`);
    await writeFile(join(dir, "table.sql"), "SELECT 1");
    await writeFile(join(dir, "jpeg.wasm"), randomBytes(codec));
    const main = `import { now } from "./now.ts";\nimport table from "./table.sql";\nimport codec from "./jpeg.wasm";
export const all = async () => [now, table, codec, (await import("./later.ts")).later];`;
    await writeFile(join(dir, "main.ts"), main);
    return startBytes({ dir, main: "main.ts", alias: {} });
  };
  try {
    const noise = randomBytes(10_000).toString("base64");
    const small = await bytes("", "");
    expect(await bytes("", noise)).toBeLessThan(small + 50);
    expect(await bytes("", "", 10_000)).toBeLessThan(small + 50);
    expect(await bytes(noise, "")).toBeGreaterThan(small + 9_000);
  } finally {
    await rm(dir, { recursive: true });
  }
});
