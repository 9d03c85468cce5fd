import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { sizeOf } from "./size.ts";
import { startBytes } from "./start.ts";

it("the size of a Worker counts every module, and not its source map", async () => {
  const dir = await mkdtemp(join(tmpdir(), "rustok-size-"));
  try {
    const module = randomBytes(10_000);
    for (const name of ["index.js", "0001_object.sql", "index.js.map"])
      await writeFile(join(dir, name), module);
    await writeFile(join(dir, "other.sql"), "x".repeat(10_000));
    const { bytes, gzipBytes } = await sizeOf(join(dir, "index.js"));
    expect(bytes).toBe(30_000);
    // What repeats is compressed.
    expect(gzipBytes).toBeGreaterThan(10_000);
    expect(gzipBytes).toBeLessThan(21_000);
  } finally {
    await rm(dir, { recursive: true });
  }
});

it("what a Worker loads at its start counts what it imports, with texts, and not what it imports later", async () => {
  const dir = await mkdtemp(join(tmpdir(), "rustok-start-"));
  const bytes = async (now: string, later: string) => {
    await writeFile(join(dir, "now.ts"), `export const now = ${JSON.stringify(now)};`);
    await writeFile(join(dir, "later.ts"), `export const later = ${JSON.stringify(later)};`);
    await writeFile(join(dir, "table.sql"), "SELECT 1");
    const main = `import { now } from "./now.ts";\nimport table from "./table.sql";
export const all = async () => [now, table, (await import("./later.ts")).later];`;
    await writeFile(join(dir, "main.ts"), main);
    return startBytes({ dir, main: "main.ts", alias: {} });
  };
  try {
    const noise = randomBytes(10_000).toString("base64");
    const small = await bytes("", "");
    expect(await bytes("", noise)).toBe(small);
    expect(await bytes(noise, "")).toBeGreaterThan(small + 9_000);
  } finally {
    await rm(dir, { recursive: true });
  }
});
