import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startPlatform } from "../../local/platform/platform.ts";
import { catalogueCsv } from "./catalogue.ts";
import { uploadProducts } from "./upload.ts";

// What an import of many rows takes, of memory too, and how long others wait meanwhile.

const products = Number(process.env.BENCH_PRODUCTS ?? 6_667);
const platformToken = "the-platform-token-of-all-benchmarks";
const stateDir = await mkdtemp(join(tmpdir(), "rustok-bench-"));
const platform = await startPlatform({
  port: 0,
  stateDir,
  platformToken,
  signingSecret: "the-signing-secret-of-all-benchmarks",
  platformDomain: "localhost",
});
const url = `http://127.0.0.1:${platform.port}`;
try {
  const key = await openTenant("bench");
  const csv = catalogueCsv(products);
  console.log(`${csv.split("\n").length - 1} rows, ${(csv.length / 1024 / 1024).toFixed(1)} MiB`);
  for (const what of ["first", "again"]) {
    const before = memory();
    let finished = false;
    const started = performance.now();
    const importing = uploadProducts(url, key, csv).finally(() => {
      finished = true;
    });
    const waits: Record<string, number[]> = { "admin settings": [], "product created": [], "store list": [] };
    let peak = before;
    while (!finished) {
      for (const [name, ask] of Object.entries(others(key))) {
        const asked = performance.now();
        const response = await ask();
        await response.arrayBuffer();
        if (!response.ok) throw new Error(`${name} answered ${response.status}`);
        if (!finished) waits[name]?.push(performance.now() - asked);
      }
      peak = Math.max(peak, memory());
      await sleep(10);
    }
    const report = await importing;
    const seconds = (performance.now() - started) / 1000;
    console.log(
      `\n${what}: ${JSON.stringify(report)} in ${seconds.toFixed(1)} s, ${(products / seconds).toFixed(0)} products a second`,
    );
    console.log(`memory of workerd: ${before} MiB before, ${peak} MiB at most, ${memory()} MiB after`);
    for (const [name, list] of Object.entries(waits)) console.log(`${name.padEnd(16)} ${shown(list)}`);
  }
} finally {
  await platform.stop();
  await rm(stateDir, { recursive: true });
}

function others(key: string): Record<string, () => Promise<Response>> {
  const headers = { Authorization: `Bearer ${key}` };
  const body = JSON.stringify({
    translations: [{ locale: "en", title: "Meanwhile" }],
    variants: [{ prices: [{ amount: 100, currency: "USD" }] }],
  });
  return {
    "admin settings": () => fetch(`${url}/v1/admin/settings`, { headers }),
    "product created": () =>
      fetch(`${url}/v1/admin/products`, {
        method: "POST",
        headers: { ...headers, "Content-Type": "application/json" },
        body,
      }),
    "store list": () => fetch(`${url}/v1/store/products`, { headers: { "X-Tenant": "bench" } }),
  };
}

async function openTenant(slug: string): Promise<string> {
  const created = await fetch(`${url}/v1/platform/tenants`, {
    method: "POST",
    headers: { Authorization: `Bearer ${platformToken}`, "Content-Type": "application/json" },
    body: JSON.stringify({ slug, name: slug, defaultCurrency: "USD", defaultLocale: "en" }),
  });
  const { apiKey } = (await created.json()) as { apiKey: string };
  return apiKey;
}

/** Resident memory of workerd, in MiB. */
function memory(): number {
  const status = readFileSync(`/proc/${platform.workerdPid}/status`, "utf8");
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
}

function shown(list: readonly number[]): string {
  const sorted = list.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(0);
  return `${sorted.length} answers, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${sorted.at(-1)?.toFixed(0)} ms`;
}
