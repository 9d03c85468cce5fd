import type { CacheSpace } from "../../../kernel/read/query.ts";
import { tellLater } from "../../../telemetry/waiting.ts";
import { type CanonicalReads, createCanonicalReads } from "./canonical-reads.ts";
import { type ChangeFeed, createChangeFeed } from "./changes.ts";
import { createHitCounter, type HitCounter } from "./hit-counter.ts";
import type { HotAnswer } from "./hot-answer.ts";
import { createFairMemory, type FairMemory, memoryLimits } from "./memory.ts";

/** What one isolate remembers of storefront reads. Plain data: nothing in it belongs to a request. */
export interface IsolateCache {
  readonly answers: Readonly<Record<CacheSpace, FairMemory<HotAnswer>>>;
  readonly reads: CanonicalReads;
  readonly changes: ChangeFeed;
  readonly hits: HitCounter;
}

/** Creates a cache with nothing in it. */
export function createIsolateCache(): IsolateCache {
  return {
    answers: {
      pages: createFairMemory(memoryLimits.pages.value),
      searches: createFairMemory(memoryLimits.searches.value),
    },
    reads: createCanonicalReads(),
    changes: createChangeFeed(),
    hits: createHitCounter(),
  };
}

/** The cache of this isolate. */
export const isolateCache: IsolateCache = createIsolateCache();
tellLater(isolateCache.hits);
