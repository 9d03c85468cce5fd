import { GCProfiler, setFlagsFromString } from "node:v8";
import type { Incoming } from "../cases/case.ts";
import { parseRequest } from "./parse.ts";

/** What parsing one request cost. */
export interface Cost {
  /** CPU time of the thread. */
  readonly ms: number;
  /** The part of it between two pauses that was the longest. So long, other requests wait. */
  readonly turnMs: number;
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
  const turns = openStopwatch();
  const status = await parseRequest(request, turns.lap);
  turns.lap();
  const used = profiler.stop().statistics.map(({ afterGC }) => afterGC.heapStatistics.usedHeapSize);
  return {
    ...turns.read(),
    heapBytes: Math.max(0, ...used.map((bytes) => bytes - before - request.bytes)),
    status,
  };
}

function openStopwatch() {
  let ms = 0;
  let turnMs = 0;
  let lapped = process.threadCpuUsage();
  return {
    lap(): void {
      const now = process.threadCpuUsage();
      const turn = (now.user - lapped.user + now.system - lapped.system) / 1000;
      ms += turn;
      turnMs = Math.max(turnMs, turn);
      lapped = now;
    },
    read: () => ({ ms, turnMs }),
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
