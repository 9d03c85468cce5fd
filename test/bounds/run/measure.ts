import { GCProfiler, setFlagsFromString } from "node:v8";
import type { Incoming } from "../cases/case.ts";
import { parseRequest } from "./parse.ts";

/** What parsing one request cost. */
export interface Cost {
  /** CPU time of the thread, which is how long it serves nobody else. */
  readonly ms: number;
  /** The most heap that survived a garbage collection, beyond the request itself. */
  readonly heapBytes: number;
  readonly status: number;
}

/**
 * Parses the request once. The heap is read after each garbage collection. With `--max-semi-space-size=1` there is one
 * for every two mebibytes that are allocated.
 */
export async function measure(request: Incoming): Promise<Cost> {
  // Garbage of earlier requests would be collected during this one. Small requests leave little.
  if (request.bytes > 200_000) global.gc?.();
  const before = process.memoryUsage().heapUsed;
  const profiler = new GCProfiler();
  profiler.start();
  const started = process.threadCpuUsage();
  const status = await parseRequest(request);
  const { user, system } = process.threadCpuUsage(started);
  const used = profiler.stop().statistics.map(({ afterGC }) => afterGC.heapStatistics.usedHeapSize);
  return {
    ms: (user + system) / 1000,
    heapBytes: Math.max(0, ...used.map((bytes) => bytes - before - request.bytes)),
    status,
  };
}

/**
 * Like `measure`, but each collection is a full one. Otherwise objects that outlived a young collection are counted
 * after they died. Its time means nothing.
 */
export async function measureHeap(request: Incoming): Promise<number> {
  setFlagsFromString("--gc-global");
  const { heapBytes } = await measure(request);
  setFlagsFromString("--no-gc-global");
  return heapBytes;
}
