import { createTtlMap } from "../src/kernel/values/ttl-map.ts";

/** Caches what names resolve to for a moment, and coalesces look-ups. Its size is bounded. */
export interface NameCache<Value> {
  get(key: string, lookUp: () => Promise<Value | null>): Promise<Value | null>;
  /** Whether somebody was told a moment ago that the name is unknown, or is about to be. */
  forget(key: string): boolean;
}

const freshForMs = 2_000;
const unknownForMs = 5_000;
/** Longer than callers remember that a name is unknown. */
const toldForMs = 1_500;

export function createNameCache<Value>(now: () => number): NameCache<Value> {
  const known = createTtlMap<Value>({ ttlMs: freshForMs, capacity: 10_000 });
  // Unknown names have their own map, so a flood of them cannot evict known ones.
  const unknown = createTtlMap<null>({ ttlMs: unknownForMs, capacity: 2_000 });
  const told = createTtlMap<null>({ ttlMs: toldForMs, capacity: 2_000 });
  const running = new Map<string, Promise<Value | null>>();

  const remember = (key: string, value: Value | null) => {
    known.delete(key);
    unknown.delete(key);
    if (value === null) {
      unknown.set(key, null, now());
      told.set(key, null, now());
    } else known.set(key, value, now());
  };

  return {
    get(key, lookUp) {
      const cached = known.get(key, now()) ?? unknown.get(key, now());
      if (cached === null) told.set(key, null, now());
      if (cached !== undefined) return Promise.resolve(cached);
      const started = running.get(key);
      if (started !== undefined) return started;
      const look: Promise<Value | null> = lookUp()
        .then((value) => {
          // If the name was forgotten in the meantime, this result is stale.
          if (running.get(key) === look) remember(key, value);
          return value;
        })
        .finally(() => {
          if (running.get(key) === look) running.delete(key);
        });
      running.set(key, look);
      return look;
    },
    forget(key) {
      const wasUnknown = told.get(key, now()) === null || running.has(key);
      known.delete(key);
      unknown.delete(key);
      running.delete(key);
      return wasUnknown;
    },
  };
}
