/** A map whose entries end by themselves. */
export interface TtlMap<Key, Value> {
  get(key: Key, now: number): Value | undefined;
  /** Remembers a value until an instant. A full map forgets its oldest entry. */
  set(key: Key, value: Value, until: number): void;
  delete(key: Key): void;
}

/** Creates a map of at most so many entries. Instants are milliseconds since 1970. */
export function createTtlMap<Key, Value>(mostEntries: number): TtlMap<Key, Value> {
  const entries = new Map<Key, { readonly value: Value; readonly until: number }>();
  return {
    get(key, now) {
      const entry = entries.get(key);
      if (entry === undefined || entry.until > now) return entry?.value;
      entries.delete(key);
      return undefined;
    },
    set(key, value, until) {
      // Set again, it is the newest.
      entries.delete(key);
      if (entries.size >= mostEntries) {
        const oldest = entries.keys().next();
        if (!oldest.done) entries.delete(oldest.value);
      }
      entries.set(key, { value, until });
    },
    delete(key) {
      entries.delete(key);
    },
  };
}
