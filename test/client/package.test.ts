import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { compileUses, installClient } from "../support/client/install.ts";

/** How large the whole client may be, compressed. */
const mostBytes = 12 * 1024;

const folder = mkdtempSync(join(tmpdir(), "rustok-client-"));
beforeAll(() => installClient(folder));
afterAll(() => rmSync(folder, { recursive: true }));

const entries = {
  whole: ["@rustok-edge/client", "@rustok-edge/client/webhooks"],
  webhooks: ["@rustok-edge/client/webhooks"],
};

async function bundleOf(code: string): Promise<string> {
  const stdin = { contents: code, resolveDir: folder };
  const { outputFiles } = await build({
    stdin,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    write: false,
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}

const exported = (names: readonly string[]) => names.map((name) => `export * from "${name}";`).join("\n");

describe("the package of the client", () => {
  it("is at most 12 KiB, compressed", async () => {
    const bytes = gzipSync(await bundleOf(exported(entries.whole))).length;
    const ofWebhooks = gzipSync(await bundleOf(exported(entries.webhooks))).length;
    process.stdout.write(`the client: ${bytes} bytes compressed, its webhooks alone ${ofWebhooks}\n`);
    expect(bytes).toBeLessThan(mostBytes);
    expect(ofWebhooks).toBeLessThan(bytes / 2);
  });

  it("leaves nothing of itself where nothing of it is used", async () => {
    expect(await bundleOf(entries.whole.map((name) => `import "${name}";`).join("\n"))).toBe("");
    const used = await bundleOf('import { orThrow } from "@rustok-edge/client"; export { orThrow };');
    expect(used).not.toContain("Idempotency-Key");
  });

  it("needs nothing of Node", async () => {
    // A bundle for browsers can't have a module of Node.
    await expect(bundleOf('export * from "node:fs";')).rejects.toThrow("node:fs");
    expect(await bundleOf(exported(entries.whole))).not.toMatch(/\brequire\(|\bBuffer\b|__dirname/);
  });

  it("has the files that its exports name, and only needs what is there at run time", () => {
    const home = join(folder, "node_modules/@rustok-edge/client");
    const shape = z.looseObject({
      exports: z.record(z.string(), z.union([z.string(), z.record(z.string(), z.string())])),
      dependencies: z.record(z.string(), z.string()),
    });
    const { exports, dependencies } = shape.parse(
      JSON.parse(readFileSync(join(home, "package.json"), "utf8")),
    );
    for (const one of Object.values(exports).flatMap((one) =>
      typeof one === "string" ? [one] : Object.values(one),
    ))
      expect(readFileSync(join(home, one), "utf8")).not.toBe("");
    expect(Object.keys(dependencies)).toEqual(["openapi-fetch"]);
  });
});

describe("the types of the client", { timeout: 60_000 }, () => {
  it("fit what its examples write, and refuse what the API would refuse", async () => {
    expect(await compileUses(folder)).toBe("");
  });

  it("find a field that was renamed", async () => {
    const example = join(folder, "examples/export-orders.ts");
    const text = readFileSync(example, "utf8");
    writeFileSync(example, text.replace("order.totals.total", "order.totals.sum"));
    expect(await compileUses(folder)).toContain("Property 'sum' does not exist");
    writeFileSync(example, text);
  });
});
