import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { expect, it } from "vitest";
import { bundlerOptions, workerOfProject } from "../../../local/build.ts";

/** What zod makes, schemas and their checks, while modules are evaluated and when one schema with one check is written. */
const counting = `
import * as z from "zod/v4";
let made = 0;
z.config({ postProcessor: () => { made += 1; } });
await import("./src/modules.ts");
export const atStart = made;
z.string().min(1);
export const afterwards = made - atStart;
z.config({ postProcessor: undefined });
`;

it("a start makes few of the thousands of schemas that modules write", async () => {
  const dir = await mkdtemp(join(tmpdir(), "rustok-schemas-"));
  try {
    const worker = workerOfProject();
    const { entryPoints: _, ...options } = bundlerOptions(worker);
    const stdin = { contents: counting, resolveDir: worker.dir };
    await build({ ...options, stdin, outdir: dir, entryNames: "counting" });
    const { atStart, afterwards } = await import(pathToFileURL(join(dir, "counting.js")).href);
    expect(atStart).toBeLessThan(200);
    expect(afterwards).toBe(3);
  } finally {
    await rm(dir, { recursive: true });
  }
});
