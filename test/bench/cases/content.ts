import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { ask } from "../ask.ts";
import { get, mixOf, type Step } from "../load/workload.ts";
import type { Bench, Case } from "./case.ts";
import { floors } from "./floors.ts";
import { eachOnce } from "./once.ts";

/** Posts and pages of the storefront, and how soon what is published is found. */
export const content: readonly Case[] = [
  cached("cached post", 0.6, ["/v1/store/posts/post-1"]),
  cached("cached content page", 0.6, ["/v1/store/pages/about"]),
  cached("cached posts list", 0.6, ["/v1/store/posts?limit=20"]),
  cached("cached search of the store", 0.6, ["/v1/store/search?q=thing&limit=20"]),
  {
    name: "cold post, no Cache API",
    floorName: "one query",
    target: null,
    cache: "memory",
    async open(bench) {
      const headers = await published(bench);
      const requests = bench.locales.flatMap((locale) =>
        Array.from({ length: posts }, (_, index) => get(`/v1/store/posts/post-${index}?locale=${locale}`)),
      );
      return {
        ours: eachOnce(mixOf(bench.url, requests, headers), bench.load),
        floor: floors["one query"](bench),
        written: null,
      };
    },
  },
  {
    name: "a post from publishing until search finds it",
    floorName: "2 s",
    target: 1,
    cache: "on",
    isLong: true,
    async open(bench) {
      await published(bench);
      let sent = 0;
      return {
        ours: async () => {
          sent += 1;
          const seconds = (await untilFound(bench, `zebra${sent}x${Date.now()}`)) / 1_000;
          return { count: 1, perSecond: 1 / seconds, p50: seconds * 1_000, p99: null };
        },
        // So a ratio of 1 is as fast as it should be.
        floor: async () => ({ count: 1, perSecond: 1 / 2, p50: 2_000, p99: null }),
        written: null,
      };
    },
  },
];

const posts = 300;

function cached(name: string, target: number, paths: readonly string[]): Case {
  return {
    name,
    floorName: "hello",
    target,
    cache: "on",
    async open(bench) {
      const headers = await published(bench);
      const requests: readonly Step[] = paths.map((path) => get(path));
      return {
        ours: () => bench.load(mixOf(bench.url, requests, headers)),
        floor: floors.hello(bench),
        written: null,
      };
    },
  };
}

const filled = new WeakMap<Bench, Promise<void>>();

/** The headers of readers, once the shop has its posts and a page. */
async function published(bench: Bench): Promise<Readonly<Record<string, string>>> {
  const filling = filled.get(bench) ?? fill(bench);
  filled.set(bench, filling);
  await filling;
  return { "X-Tenant": bench.shop.slug };
}

async function fill(bench: Bench): Promise<void> {
  for (let from = 0; from < posts; from += 10)
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        publish(bench, "posts", {
          locale: "en",
          title: `Post ${from + index}`,
          slug: `post-${from + index}`,
          body: "A fine **thing** to read. ".repeat(100),
        }),
      ),
    );
  await publish(bench, "pages", { locale: "en", title: "About", slug: "about", body: "We make *things*." });
  await bench.untilProjected(bench.shop);
}

const identified = z.looseObject({ id: z.string() });

async function publish({ url, shop }: Bench, kind: "posts" | "pages", translation: object): Promise<void> {
  const headers = { Authorization: `Bearer ${shop.key}` };
  const body = { translations: [translation], tags: ["Things"] };
  const { id } = identified.parse(await ask(url, `/v1/admin/${kind}`, headers, body));
  await ask(url, `/v1/admin/${kind}/${id}/publish`, headers, {});
}

/** Publishes a post with a word that no other has. Returns after how many milliseconds search finds it. */
async function untilFound(bench: Bench, word: string): Promise<number> {
  const headers = { "X-Tenant": bench.shop.slug };
  const began = performance.now();
  await publish(bench, "posts", { locale: "en", title: `About ${word}`, body: "Text." });
  for (;;) {
    const found = await ask<{ readonly items: readonly unknown[] }>(
      bench.url,
      `/v1/store/search?q=${word}`,
      headers,
    );
    if (found.items.length > 0) return performance.now() - began;
    await sleep(20);
  }
}
