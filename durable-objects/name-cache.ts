import { createTtlMap } from "../src/kernel/values/ttl-map.ts";

/** Remembers what names lead to, for a moment; coalesces look-ups; bounded, whatever is asked. */
export interface NameCache<Value> {
  get(key: string, lookUp: () => Promise<Value | null>): Promise<Value | null>;
  forget(key: string): void;
}

const freshForMs = 2_000;
const unknownForMs = 5_000;

export function createNameCache<Value>(now: () => number): NameCache<Value> {
  const known = createTtlMap<Value>({ ttlMs: freshForMs, capacity: 10_000 });
  // Unknown names have a map of their own, so that a flood of them cannot push out known ones.
  const unknown = createTtlMap<null>({ ttlMs: unknownForMs, capacity: 2_000 });
  const running = new Map<string, Promise<Value | null>>();

  const remember = (key: string, value: Value | null) => {
    known.delete(key);
    unknown.delete(key);
    if (value === null) unknown.set(key, null, now());
    else known.set(key, value, now());
  };

  return {
    get(key, lookUp) {
      const cached = known.get(key, now()) ?? unknown.get(key, now());
      if (cached !== undefined) return Promise.resolve(cached);
      const started = running.get(key);
      if (started !== undefined) return started;
      const look: Promise<Value | null> = lookUp()
        .then((value) => {
          // A name that was forgotten meanwhile is not remembered from before.
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
      known.delete(key);
      unknown.delete(key);
      running.delete(key);
    },
  };
}
