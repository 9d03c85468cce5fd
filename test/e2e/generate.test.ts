import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, inject, it } from "vitest";
import { fill } from "../../local/generate/fill.ts";
import { runningTarget } from "../../local/generate/running.ts";
import { withStoppedTarget } from "../../local/generate/stopped.ts";
import { startPlatform } from "../../local/platform/platform.ts";
import { openDatabases } from "../../local/state/databases.ts";
import { carryTo } from "../support/e2e/carrier.ts";
import { rowsOf } from "../support/e2e/rows.ts";
import { createSender, platformToken } from "../support/http/sender.ts";

const stateDir = await mkdtemp(join(tmpdir(), "rustok-state-"));
afterAll(() => rm(stateDir, { recursive: true }));

const start = () =>
  startPlatform({
    port: 0,
    stateDir,
    platformToken,
    signingSecret: "the-signing-secret-of-all-the-tests",
    platformDomain: "localhost",
    script: inject("script"),
  });
const options = { seed: 3, products: 120, onProgress: () => undefined };

it("the generator writes to a stopped platform what its commands would have written", async () => {
  const platform = await start();
  const { url } = platform;
  const target = await runningTarget({ url, slug: "slow", platformToken });
  // The other shop is made by the running platform, and filled once that has stopped.
  await runningTarget({ url, slug: "fast", platformToken });
  await expect(withStoppedTarget(stateDir, "fast", async () => undefined)).rejects.toThrow(
    /in use by process/,
  );
  await fill(target, options);
  await platform.stop();
  await withStoppedTarget(stateDir, "fast", (stopped) => fill(stopped, options));

  const databases = openDatabases(stateDir);
  const rows = (slug: string) => {
    const { tenantId, sqlite } = databases.objectOf(slug);
    return rowsOf(sqlite, databases.d1, tenantId);
  };
  const [slow, fast] = [rows("slow"), rows("fast")];
  databases.close();
  expect(slow["view products"]).toHaveLength(options.products);
  expect(slow["object product_translations"]?.length).toBeGreaterThan(options.products);
  expect(Object.keys(fast)).toEqual(Object.keys(slow));
  for (const [table, expected] of Object.entries(slow)) expect(fast[table], table).toEqual(expected);

  const again = await start();
  const send = createSender(carryTo(again.port));
  const listed = await send("get", "/v1/store/products?count=true&limit=1", {
    headers: { "X-Tenant": "fast" },
  });
  expect(Object(listed.body).totalCount).toBeGreaterThan(90);
  // The object goes on from there, and so does the read model.
  const next = await runningTarget({ url: again.url, slug: "fast", platformToken });
  await fill(next, { ...options, seed: 4, products: 5 });
  const more = await send("get", "/v1/admin/products?count=true&limit=1", {
    key: platformToken,
    headers: { "X-Tenant": "fast" },
  });
  expect(Object(more.body).totalCount).toBe(options.products + 5);
  await again.stop();
});
