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
  readonly products: number;
  readonly seconds: number;
  readonly generator: Generator;
  readonly inspectorPort?: number;
}

export interface OpenBench extends Bench {
  readonly stop: () => Promise<void>;
}

/** Starts the platform, with a shop that has a catalogue. */
export async function openBench(conditions: Conditions): Promise<OpenBench> {
  const { floorUrl, script, cache, products, seconds, generator } = conditions;
  const stateDir = await mkdtemp(join(tmpdir(), "rustok-bench-"));
  let listener: ((line: string) => void) | null = null;
  const platform = await startPlatform({
    port: 0,
    stateDir,
    script,
    platformToken,
    signingSecret: "the-signing-secret-of-all-benchmarks",
    platformDomain: "localhost",
    vars: { READ_CACHE: cache },
    inspectorPort: conditions.inspectorPort,
    onLog: (_, message) => {
      if (listener !== null && message.startsWith("{")) listener(message);
    },
  });
  const stop = async () => {
    await platform.stop();
    await rm(stateDir, { recursive: true });
  };
  try {
    // The runtime itself: the bare Worker has no front server either.
    const url = (await platform.runtime.ready).origin;
    let shops = 0;
    return {
      url,
      floorUrl,
      platform,
      shop: await openShop(url, platformToken, "large", products, locales),
      locales,
      products,
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
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const platformToken = "the-platform-token-of-all-benchmarks";

/** A page in another language is another page, if only to a cache. */
const locales = "en de fr it es pt nl da sv fi pl cs sk sl hu ro bg hr el et".split(" ");
