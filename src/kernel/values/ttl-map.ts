import { isWithin } from "../clock.ts";

/** A map whose entries expire. */
export interface TtlMap<Value> {
  /** Returns undefined if there is no entry or if it has expired at `now` (milliseconds since 1970). */
  get(key: string, now: number): Value | undefined;
  set(key: string, value: Value, now: number): void;
  delete(key: string): void;
}

/**
 * Creates a map that holds at most `capacity` entries, each for `ttlMs`. A new entry replaces the oldest one
 * if the map is full.
 */
export function createTtlMap<Value>(options: {
  readonly ttlMs: number;
  readonly capacity: number;
}): TtlMap<Value> {
  const entries = new Map<string, { readonly value: Value; readonly expiresAt: number }>();
  return {
    get(key, now) {
      const entry = entries.get(key);
      return entry !== undefined && isWithin(entry.expiresAt, now, options.ttlMs) ? entry.value : undefined;
    },
    set(key, value, now) {
      entries.delete(key);
      const oldest = entries.keys().next();
      if (entries.size >= options.capacity && !oldest.done) entries.delete(oldest.value);
      entries.set(key, { value, expiresAt: now + options.ttlMs });
    },
    delete(key) {
      entries.delete(key);
    },
  };
}
