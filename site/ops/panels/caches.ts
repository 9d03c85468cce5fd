import { contentOf, noData, replaced } from "../app/dom.ts";
import { type Column, table } from "../app/table.ts";
import { type CacheLayer, cachesOf } from "../models/caches.ts";
import type { Known } from "../models/known.ts";
import { formatCount, formatShare } from "../values/format.ts";

const columns: readonly Column<CacheLayer>[] = [
  { title: "Layer", cell: ({ name }) => name },
  { title: "Hit rate", cell: ({ hitShare }) => formatShare(hitShare), isNumber: true },
  { title: "Hits", cell: ({ hits }) => formatCount(hits), isNumber: true },
  { title: "Stale", cell: ({ stale }) => formatCount(stale), isNumber: true },
  { title: "Joined", cell: ({ coalesced }) => formatCount(coalesced), isNumber: true },
  { title: "Misses", cell: ({ misses }) => formatCount(misses), isNumber: true },
];

/** Shows how often each layer of the cache has the answer. */
export function cachesPanel() {
  const content = contentOf("caches");
  return ({ samples }: Known) => {
    const layers = cachesOf(samples);
    replaced(content, layers, () => [layers === null ? noData() : table("caches-title", columns, layers)]);
  };
}
