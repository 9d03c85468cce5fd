import type { Samples } from "../metrics/parse.ts";
import { sumsBy } from "../metrics/select.ts";

/** How often a layer of the cache had the answer. */
export interface CacheLayer {
  readonly name: string;
  readonly hits: number;
  /** Answers that were out of date by seconds, while a newer one was read. */
  readonly stale: number;
  /** Requests that waited for the read of another. */
  readonly coalesced: number;
  readonly misses: number;
  /** Hits and stale answers, as a part of all. Null if nobody asked. */
  readonly hitShare: number | null;
}

const metric = "rustok_cache_requests_total";
const layers = [
  ["isolate", "Isolate"],
  ["data-center", "Data center"],
  ["gate", "Read gate"],
] as const;

/** The layers of the cache, from the first that is asked to the last. Null if they are not measured. */
export function cachesOf(samples: Samples): readonly CacheLayer[] | null {
  if (!samples.has(metric)) return null;
  return layers.map(([layer, name]) => {
    const results = sumsBy(samples, metric, "result", { layer });
    const count = (result: string) => results.get(result) ?? 0;
    const [hits, stale, coalesced, misses] = [
      count("hit"),
      count("stale"),
      count("coalesced"),
      count("miss"),
    ];
    const all = hits + stale + coalesced + misses;
    return { name, hits, stale, coalesced, misses, hitShare: all === 0 ? null : (hits + stale) / all };
  });
}

/** The part of all cached reads that some layer had: what only the last one missed was read from D1. */
export function hitShareOf(samples: Samples): number | null {
  if (!samples.has(metric)) return null;
  const results = sumsBy(samples, metric, "result");
  const answered = (results.get("hit") ?? 0) + (results.get("stale") ?? 0);
  const read = sumsBy(samples, metric, "result", { layer: "gate" }).get("miss") ?? 0;
  return answered + read === 0 ? null : answered / (answered + read);
}
