import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import autocannon, { type Request } from "autocannon";
import { startPlatform } from "../../local/platform/platform.ts";
import { openCart } from "./cart.ts";
import { startFloor } from "./floor.ts";
import { openShop } from "./shop.ts";

// Ratios of the project's routes against a Worker that does nothing else, and of a large catalogue against a small
// one. Single figures say little: the machine is noisy, and shared by the load and by what is loaded.

const seconds = Number(process.env.BENCH_SECONDS ?? 4);
const connections = 16;
const platformToken = "the-platform-token-of-all-benchmarks";

const newProduct = JSON.stringify({
  translations: [{ locale: "en", title: "Bench" }],
  variants: [{ prices: [{ amount: 100, currency: "USD" }] }],
});

const stateDir = await mkdtemp(join(tmpdir(), "rustok-bench-"));
const floor = await startFloor();
const platform = await startPlatform({
  port: 0,
  stateDir,
  platformToken,
  signingSecret: "the-signing-secret-of-all-benchmarks",
  platformDomain: "localhost",
});
// The runtime itself: the bare Worker has no front server either.
const url = (await platform.runtime.ready).origin;
try {
  const small = await openShop(url, platformToken, "small", 100);
  const large = await openShop(url, platformToken, "large", Number(process.env.BENCH_PRODUCTS ?? 2_000));
  console.log(`import: ${(100 / small.importSeconds).toFixed(0)} products a second\n`);
  const store = (shop: typeof small, path: string) =>
    measure(`${url}/v1/store${path}`, { "X-Tenant": shop.slug });
  const key = { Authorization: `Bearer ${small.key}` };
  const floors = {
    plain: await measure(`${floor.url}/`),
    d1: await measure(`${floor.url}/d1`),
    object: await measure(`${floor.url}/object`),
    write: await measure(`${floor.url}/write`),
  };
  const list = await store(small, "/products");
  const page = await store(small, "/products/product-1");
  print("health against a bare answer", await measure(`${url}/health/live`), floors.plain);
  print("store list against a bare D1 read", list, floors.d1);
  print("store product against a bare D1 read", page, floors.d1);
  print(
    "admin settings against a bare object read",
    await measure(`${url}/v1/admin/settings`, key),
    floors.object,
  );
  print(
    "product created against a bare object write",
    await measure(`${url}/v1/admin/products`, key, { method: "POST", body: newProduct }),
    floors.write,
  );
  const cart = await openCart(url, small);
  const shopper = { "X-Tenant": small.slug };
  print(
    "cart read against a bare object read",
    await measure(`${url}/v1/store/carts/${cart.id}`, shopper),
    floors.object,
  );
  print(
    "cart line against a bare object write",
    await measure(`${url}/v1/store/carts/${cart.id}/items/${cart.itemId}`, shopper, {
      method: "PATCH",
      body: '{"quantity":2}',
    }),
    floors.write,
  );
  print(
    "checkout of three lines against a bare write",
    await measure(`${url}/v1/store/checkout`, shopper, { method: "POST", body: cart.checkout, keyed: true }),
    floors.write,
  );
  print("store list, large against small", await store(large, "/products"), list);
  print("store product, large against small", await store(large, "/products/product-1"), page);
} finally {
  await platform.stop();
  await floor.stop();
  await rm(stateDir, { recursive: true });
}

interface Write {
  readonly method: "POST" | "PATCH";
  readonly body: string;
  /** Whether each request needs an Idempotency-Key of its own. */
  readonly keyed?: boolean;
}

async function measure(target: string, headers: Record<string, string> = {}, write?: Write) {
  const result = await autocannon({
    url: target,
    connections,
    duration: seconds,
    headers: write === undefined ? headers : { ...headers, "Content-Type": "application/json" },
    ...(write === undefined ? {} : { method: write.method, body: write.body }),
    ...(write?.keyed === true ? { requests: [{ setupRequest: underKey }] } : {}),
  });
  if (result.non2xx > 0) throw new Error(`${target} answered ${result.non2xx} times other than 2xx`);
  return { perSecond: result.requests.average, p50: result.latency.p50, p99: result.latency.p99 };
}

function underKey(request: Request): Request {
  return { ...request, headers: { ...request.headers, "Idempotency-Key": crypto.randomUUID() } };
}

type Measured = Awaited<ReturnType<typeof measure>>;

function print(what: string, ours: Measured, other: Measured): void {
  const ratio = (ours.perSecond / other.perSecond).toFixed(2).padStart(5);
  const shown = ({ perSecond, p50, p99 }: Measured) =>
    `${perSecond.toFixed(0)}/s p50 ${p50} ms p99 ${p99} ms`;
  console.log(`${ratio}  ${what.padEnd(46)} ${shown(ours)}  vs  ${shown(other)}`);
}
