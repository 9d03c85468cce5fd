import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPlatform } from "../../local/platform/platform.ts";
import type { Bench, Case } from "./cases/case.ts";
import { type Generator, load } from "./load/load.ts";
import { eventsBehind, openShop, untilProjected } from "./shop.ts";

export interface Conditions {
  readonly floorUrl: string;
  /** The built Worker. */
  readonly script: string;
  readonly cache: Case["cache"];
  readonly seconds: number;
  readonly generator: Generator;
  readonly inspectorPort?: number;
  /** Further bindings of the Worker. */
  readonly vars?: Readonly<Record<string, string>>;
}

type Stoppable<Open> = Open & { readonly stop: () => Promise<void> };

/** Starts the platform in a folder of its own, with a shop that has a catalogue. */
export async function openBench(
  conditions: Conditions & { readonly products: number },
): Promise<Stoppable<Bench>> {
  const { products } = conditions;
  const stateDir = await mkdtemp(join(tmpdir(), "rustok-bench-"));
  const started = await startBench(stateDir, conditions);
  const stop = async () => {
    await started.stop();
    await rm(stateDir, { recursive: true });
  };
  try {
    const shop = await openShop(started.url, platformToken, "large", products, locales);
    return { ...started, shop, locales, products, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Starts the platform with whatever the folder has. */
export async function startBench(
  stateDir: string,
  { floorUrl, script, cache, seconds, generator, inspectorPort, vars }: Conditions,
): Promise<Stoppable<Omit<Bench, "shop" | "locales" | "products">>> {
  let listener: ((line: string) => void) | null = null;
  const platform = await startPlatform({
    port: 0,
    stateDir,
    script,
    inspectorPort,
    platformToken,
    signingSecret: "the-signing-secret-of-all-benchmarks",
    platformDomain: "localhost",
    // As deployed by default. Mails that are kept would cost a write of D1 each.
    vars: { READ_CACHE: cache, MAIL: "none", ...vars },
    onLog: (_, message) => {
      if (listener !== null && message.startsWith("{")) listener(message);
    },
  });
  // The runtime itself: the bare Worker has no front server either.
  const url = (await platform.runtime.ready).origin;
  let shops = 0;
  return {
    url,
    floorUrl,
    platform,
    newShop(count) {
      shops += 1;
      return openShop(url, platformToken, `shop-${shops}`, count);
    },
    load: (workload) => load(workload, seconds, generator),
    untilProjected: ({ slug }) => untilProjected(url, platformToken, slug),
    eventsBehind: ({ slug }) => eventsBehind(url, platformToken, slug),
    onLog: (next) => {
      listener = next;
    },
    stop: () => platform.stop(),
  };
}

const platformToken = "the-platform-token-of-all-benchmarks";

/** A page in another language is another page, if only to a cache. */
const locales = "en de fr it es pt nl da sv fi pl cs sk sl hu ro bg hr el et".split(" ");
