/** Remembers what names lead to, for a moment; coalesces look-ups; bounded, whatever is asked. */
export interface NameCache<Value> {
  get(key: string, lookUp: () => Promise<Value | null>): Promise<Value | null>;
  forget(key: string): void;
}

const freshForMs = 2_000;
const unknownForMs = 5_000;
/** Unknown names have a room of their own, so that a flood of them cannot push out known ones. */
const mostEntries = { known: 10_000, unknown: 2_000 } as const;

interface Entry<Value> {
  readonly value: Value | null;
  readonly until: number;
}

export function createNameCache<Value>(now: () => number): NameCache<Value> {
  const rooms = { known: new Map<string, Entry<Value>>(), unknown: new Map<string, Entry<Value>>() };
  const running = new Map<string, Promise<Value | null>>();

  const keep = (key: string, value: Value | null) => {
    const room = value === null ? "unknown" : "known";
    rooms.known.delete(key);
    rooms.unknown.delete(key);
    if (rooms[room].size >= mostEntries[room]) {
      const oldest = rooms[room].keys().next();
      if (!oldest.done) rooms[room].delete(oldest.value);
    }
    rooms[room].set(key, { value, until: now() + (value === null ? unknownForMs : freshForMs) });
  };

  return {
    get(key, lookUp) {
      const entry = rooms.known.get(key) ?? rooms.unknown.get(key);
      if (entry !== undefined && entry.until > now()) return Promise.resolve(entry.value);
      const started = running.get(key);
      if (started !== undefined) return started;
      const look: Promise<Value | null> = lookUp()
        .then((value) => {
          // A name that was forgotten meanwhile is not remembered from before.
          if (running.get(key) === look) keep(key, value);
          return value;
        })
        .finally(() => {
          if (running.get(key) === look) running.delete(key);
        });
      running.set(key, look);
      return look;
    },
    forget(key) {
      rooms.known.delete(key);
      rooms.unknown.delete(key);
      running.delete(key);
    },
  };
}
