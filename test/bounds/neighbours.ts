// `npm run bounds:neighbours`: how much longer one tenant's reads take while another tenant sends the worst requests.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import autocannon from "autocannon";
import "../../local/node/text-modules.ts";

const { startPlatform } = await import("../../local/platform/platform.ts");
const { registry } = await import("../../src/registry.ts");
const { openShop } = await import("../bench/shop.ts");
const { casesOf } = await import("./cases/cases.ts");
const { sampleOf } = await import("./cases/sample.ts");

const seconds = Number(process.env.BOUNDS_SECONDS ?? 15);
const platformToken = "the-platform-token-of-all-benchmarks";
const reads = ["/v1/store/products", "/v1/store/products/product-1", "/v1/store/products?q=product"];

const stateDir = await mkdtemp(join(tmpdir(), "rustok-bounds-"));
const platform = await startPlatform({
  port: 0,
  stateDir,
  platformToken,
  signingSecret: "the-signing-secret-of-all-benchmarks",
  platformDomain: "localhost",
});
const url = `http://127.0.0.1:${platform.port}`;
try {
  const neighbour = await openShop(url, platformToken, "neighbour", 100);
  const attacker = await openShop(url, platformToken, "attacker", 1);
  for (const path of reads) await p99Of(neighbour.slug, path);
  for (const path of reads) {
    const quiet = await p99Of(neighbour.slug, path);
    const attack = startAttack(attacker);
    const during = await p99Of(neighbour.slug, path);
    const sent = await attack.stop();
    const ratio = (during / quiet).toFixed(1);
    console.log(
      `${path}: p99 ${quiet} ms quiet, ${during} ms during ${sent} hostile requests: ${ratio} times`,
    );
  }
} finally {
  await platform.stop();
  await rm(stateDir, { recursive: true });
}

async function p99Of(slug: string, path: string): Promise<number> {
  const result = await autocannon({
    url: url + path,
    connections: 8,
    duration: seconds,
    headers: { "X-Tenant": slug },
  });
  if (result.non2xx > 0) throw new Error(`${path} answered ${result.non2xx} times other than 2xx`);
  return result.latency.p99;
}

/** One connection that sends the sample over and over, as staff of its tenant. */
function startAttack({ key }: { readonly key: string }) {
  const requests = sampleOf(casesOf(registry)).map((one) => one.request(one.limit));
  let sent = 0;
  let stopped = false;
  const attack = async () => {
    while (!stopped)
      for (const { route, url: target, headers, body } of requests) {
        if (stopped) break;
        const { pathname, search } = new URL(target);
        const answer = await fetch(`${url}${pathname}${search}`, {
          method: route.method.toUpperCase(),
          headers: {
            ...(body === null ? {} : { "Content-Type": "application/json" }),
            Authorization: `Bearer ${key}`,
            ...headers,
          },
          body,
        });
        await answer.arrayBuffer();
        if (answer.status >= 500) console.error(answer.status, route.method, route.path);
        sent += 1;
      }
  };
  const running = attack();
  return {
    async stop(): Promise<number> {
      stopped = true;
      await running;
      return sent;
    },
  };
}
