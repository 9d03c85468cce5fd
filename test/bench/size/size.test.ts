import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { sizeOf } from "./size.ts";

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
