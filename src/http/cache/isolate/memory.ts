import { LRUCache } from "lru-cache";
import { defineLimits } from "../../../kernel/limit.ts";

/** What the cache may take of an isolate's memory. */
export const memoryLimits = defineLimits({
  pages: {
    value: 24 * 1024 * 1024,
    unit: "bytes",
    per: "isolate",
    what: "Storefront pages in memory",
    beyond: "the tenant that has the most loses what it used the longest ago",
  },
  searches: {
    value: 8 * 1024 * 1024,
    unit: "bytes",
    per: "isolate",
    what: "Storefront searches in memory",
    beyond: "the tenant that has the most loses what it used the longest ago",
  },
  answer: {
    value: 512 * 1024,
    unit: "bytes",
    per: "response",
    what: "A storefront answer in memory",
    beyond: "it is read from the read model each time",
  },
});

/** Something whose size in bytes is known. */
export interface Sized {
  readonly bytes: number;
}

/** Values of tenants, by their keys. */
export interface FairMemory<Value extends Sized> {
  get(tenantId: string, key: string): Value | undefined;
  set(tenantId: string, key: string, value: Value): void;
  /** The bytes of everything in it. */
  readonly bytes: number;
}

/**
 * Creates a memory of at most `maxBytes`. When it is full, the tenant that has the most of it makes room: a crawler in one
 * shop evicts that shop's pages, not those of others.
 */
export function createFairMemory<Value extends Sized>(maxBytes: number): FairMemory<Value> {
  const byTenant = new Map<string, LRUCache<string, Value>>();
  let bytes = 0;

  const ofTenant = (tenantId: string) => {
    const known = byTenant.get(tenantId);
    if (known !== undefined) return known;
    const created = new LRUCache<string, Value>({
      maxSize: maxBytes,
      sizeCalculation: (value) => value.bytes,
      dispose: (value) => {
        bytes -= value.bytes;
      },
    });
    byTenant.set(tenantId, created);
    return created;
  };
  const makeRoom = () => {
    while (bytes > maxBytes) {
      const [tenantId, largest] = largestOf(byTenant);
      largest.pop();
      if (largest.size === 0) byTenant.delete(tenantId);
    }
  };
  return {
    get: (tenantId, key) => byTenant.get(tenantId)?.get(key),
    set(tenantId, key, value) {
      if (value.bytes > maxBytes) return;
      ofTenant(tenantId).set(key, value);
      bytes += value.bytes;
      makeRoom();
    },
    get bytes() {
      return bytes;
    },
  };
}

function largestOf<Value extends Sized>(
  byTenant: ReadonlyMap<string, LRUCache<string, Value>>,
): readonly [string, LRUCache<string, Value>] {
  let largest: readonly [string, LRUCache<string, Value>] | undefined;
  for (const one of byTenant)
    if (largest === undefined || one[1].calculatedSize > largest[1].calculatedSize) largest = one;
  if (largest === undefined) throw new Error("an empty memory is never full");
  return largest;
}
