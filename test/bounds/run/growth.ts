import type { Case } from "../cases/case.ts";
import { type Cost, measure, measureHeap } from "./measure.ts";

/** What no request may exceed. */
export interface Bound {
  /** The longest that a request keeps others waiting. */
  readonly turnMs: number;
  /** The whole time. Only files are read in several turns. */
  readonly msPerMebibyte: number;
  readonly heapBytes: number;
  readonly exponent: number;
  /** Cheaper cases are measured twice only. */
  readonly cheap: { readonly ms: number; readonly heapBytes: number };
}

const mebibyte = 1024 * 1024;
export const allowed: Bound = {
  turnMs: 100,
  // About 30 µs a row, if rows are as short as possible.
  msPerMebibyte: 1_000,
  heapBytes: 16 * mebibyte,
  exponent: 1.5,
  cheap: { ms: 25, heapBytes: 6 * mebibyte },
};

/** For a quick check, also on a busy machine. Costs that explode still exceed it. */
export const allowedAtMost: Bound = {
  turnMs: 400,
  msPerMebibyte: 4_000,
  heapBytes: 16 * mebibyte,
  exponent: 2.5,
  cheap: { ms: 2_000, heapBytes: 16 * mebibyte },
};

/** How the cost of a case grows up to the largest request. */
export interface Growth {
  readonly measured: Case;
  /** The largest size that was measured. */
  readonly bytes: number;
  readonly ms: number;
  readonly turnMs: number;
  readonly heapBytes: number;
  /** The power of the size that the time grows with: 1 is linear, 2 quadratic. Null where it is too short to tell. */
  readonly exponent: number | null;
  readonly status: number;
}

/** A request that takes longer is not doubled again. */
const longestMs = 10_000;
const repeats = 3;
const doublings = 5;

/** Measures two sizes once, and doubles the size repeatedly where one of them is expensive. */
export async function growthOf(measured: Case, { cheap }: Bound): Promise<Growth> {
  const first = await measure(measured.request(measured.first));
  const share = measured.first / measured.limit;
  if (first.ms > longestMs * share || isExpensive(first, cheap)) return closely(measured);
  const largest = await measure(measured.request(measured.limit));
  if (isExpensive(largest, cheap)) return closely(measured);
  const ms = Math.max(first.ms, largest.ms);
  const turnMs = Math.max(first.turnMs, largest.turnMs);
  const heapBytes = Math.max(first.heapBytes, largest.heapBytes);
  return { measured, bytes: measured.limit, ms, turnMs, heapBytes, exponent: null, status: largest.status };
}

function isExpensive({ ms, heapBytes }: Cost, cheap: Bound["cheap"]): boolean {
  return ms > cheap.ms || heapBytes > cheap.heapBytes;
}

async function closely(measured: Case): Promise<Growth> {
  const points: Point[] = [];
  for (const bytes of sizesOf(measured)) {
    const cost = await least(measured, bytes);
    points.push({ bytes, cost });
    if (cost.ms > longestMs / 2) break;
  }
  const largest = points.toSorted((a, b) => b.cost.heapBytes - a.cost.heapBytes)[0];
  const last = points.at(-1);
  if (largest === undefined || last === undefined) throw new Error("nothing was measured");
  return {
    measured,
    bytes: last.bytes,
    ms: Math.max(...points.map(({ cost }) => cost.ms)),
    turnMs: Math.max(...points.map(({ cost }) => cost.turnMs)),
    heapBytes: await measureHeap(measured.request(largest.bytes)),
    exponent: exponentOf(points),
    status: last.cost.status,
  };
}

interface Point {
  readonly bytes: number;
  readonly cost: Cost;
}

function sizesOf({ first, limit }: Case): readonly number[] {
  const doubled = Array.from({ length: doublings + 1 }, (_, power) => limit / 2 ** power);
  return [...new Set([first, ...doubled])].sort((a, b) => a - b);
}

/** The cheapest of several runs: others are slower by chance. */
async function least(measured: Case, bytes: number): Promise<Cost> {
  let best: Cost | null = null;
  for (let run = 0; run < repeats && (best === null || best.ms < longestMs / 4); run += 1) {
    const cost = await measure(measured.request(bytes));
    if (best === null || cost.ms < best.ms) best = cost;
  }
  if (best === null) throw new Error("nothing was measured");
  return best;
}

/** The slope of the line through the logarithms of size and time, for the largest sizes. */
function exponentOf(points: readonly Point[]): number | null {
  const significant = points.filter(({ cost }) => cost.ms > 10).slice(-3);
  if (significant.length < 3) return null;
  const xs = significant.map(({ bytes }) => Math.log2(bytes));
  const ys = significant.map(({ cost }) => Math.log2(cost.ms));
  const [x, y] = [meanOf(xs), meanOf(ys)];
  const products = xs.map((one, index) => (one - x) * ((ys[index] ?? 0) - y));
  return meanOf(products) / meanOf(xs.map((one) => (one - x) ** 2));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Why the case fails. Empty if it passes. */
export function faultsOf(
  { ms, turnMs, heapBytes, exponent, bytes, measured }: Growth,
  bound: Bound,
): readonly string[] {
  return [
    ...(turnMs > bound.turnMs ? ["too long a turn"] : []),
    ...(ms > bound.msPerMebibyte * Math.max(1, bytes / mebibyte) ? ["too slow"] : []),
    ...(heapBytes > bound.heapBytes ? ["too much heap"] : []),
    ...(exponent !== null && exponent > bound.exponent ? ["grows too fast"] : []),
    ...(bytes < measured.limit ? ["not measured up to its limit"] : []),
  ];
}
