import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Platform, startPlatform } from "../../local/platform/platform.ts";
import { catalogueCsv } from "./catalogue.ts";
import { uploadProducts } from "./upload.ts";

// How deliveries do when D1 was away for a minute, and what a rebuild takes that is killed twice. Figures of one noisy
// machine: the load and what is loaded share it.

const products = Number(process.env.BENCH_PRODUCTS ?? 10_000);
const outageSeconds = Number(process.env.BENCH_OUTAGE_SECONDS ?? 60);
const perImport = 500;
const token = "the-platform-token-of-all-benchmarks";

interface Run {
  readonly kind: string;
  readonly status: string;
  readonly events: number;
}

const runs: Run[] = [];
const stateDir = await mkdtemp(join(tmpdir(), "rustok-delivery-"));
let platform = await start();
try {
  const key = await createTenant();
  const database = await platform.runtime.getD1Database("DB");
  await settled();

  await database
    .prepare(
      "CREATE TRIGGER down BEFORE UPDATE ON positions BEGIN SELECT RAISE(ABORT, 'D1 DB is overloaded'); END",
    )
    .run();
  const began = performance.now();
  let imported = 0;
  while (imported < products) {
    const csv = catalogueCsv(perImport).replaceAll(/(product|SKU)-/g, `$1-${imported}-`);
    await uploadProducts(`http://127.0.0.1:${platform.port}`, key, csv);
    imported += perImport;
  }
  const importSeconds = seconds(began);
  while (seconds(began) < outageSeconds) await pause(200);
  const behind = await readModel();
  console.log(
    `D1 away for ${seconds(began).toFixed(0)} s: ${imported} products written in ${importSeconds.toFixed(0)} s, ${behind.lagEvents} events behind, state ${behind.state}`,
  );

  runs.length = 0;
  await database.prepare("DROP TRIGGER down").run();
  const drained = performance.now();
  await settled();
  const took = seconds(drained);
  const done = runs.filter(({ kind, status }) => kind === "projection" && status === "projected");
  const events = done.reduce((sum, run) => sum + run.events, 0);
  console.log(
    `drained in ${took.toFixed(1)} s: ${done.length} batches, ${(events / done.length).toFixed(0)} events a batch, ${(behind.lagEvents / took).toFixed(0)} events a second`,
  );
  const deadLetters = await get("/v1/ops/dead-letters");
  console.log(`dead letters: ${deadLetters.items.length}`);

  const rebuilding = performance.now();
  const { id } = await post("/v1/ops/rebuilds", { view: "all" });
  for (let kills = 0; kills < 2; kills += 1) {
    await pause(1_500);
    const { aggregates } = await get(`/v1/ops/rebuilds/${id}`);
    await platform.kill();
    platform = await start();
    console.log(`killed after ${aggregates} aggregates`);
  }
  let rebuild = await get(`/v1/ops/rebuilds/${id}`);
  while (rebuild.status === "running") {
    await pause(100);
    rebuild = await get(`/v1/ops/rebuilds/${id}`);
  }
  const rebuilt = seconds(rebuilding);
  console.log(
    `rebuilt ${rebuild.aggregates} aggregates in ${rebuilt.toFixed(1)} s, two starts included: ${(rebuild.aggregates / rebuilt).toFixed(0)} a second, ${rebuild.status}`,
  );
} finally {
  await platform.stop();
  await rm(stateDir, { recursive: true, force: true });
}

function start(): Promise<Platform> {
  return startPlatform({
    port: 0,
    stateDir,
    platformToken: token,
    signingSecret: "the-signing-secret-of-all-benchmarks",
    platformDomain: "localhost",
    onLog(_, message) {
      if (message.startsWith("{")) runs.push(JSON.parse(message));
    },
  });
}

async function createTenant(): Promise<string> {
  const body = { slug: "delivery", name: "Delivery", defaultCurrency: "USD", defaultLocale: "en" };
  return (await post("/v1/platform/tenants", body)).apiKey;
}

async function settled(): Promise<void> {
  for (;;) {
    const { lagEvents, state } = await readModel();
    if (lagEvents === 0 && state === "live") return;
    await pause(50);
  }
}

async function readModel() {
  const { items } = await get("/v1/ops/subscriptions");
  return items.find(({ name }: { name: string }) => name === "read-model");
}

async function get(path: string) {
  return call("GET", path);
}

async function post(path: string, body: unknown) {
  return call("POST", path, body);
}

async function call(method: string, path: string, body?: unknown) {
  const tenant: Record<string, string> = path.startsWith("/v1/platform") ? {} : { "X-Tenant": "delivery" };
  const answer = await fetch(`http://127.0.0.1:${platform.port}${path}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json", ...tenant },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return JSON.parse(await answer.text());
}

function seconds(since: number): number {
  return (performance.now() - since) / 1000;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
