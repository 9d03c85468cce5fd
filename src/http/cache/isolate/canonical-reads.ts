import { LRUCache } from "lru-cache";
import type { CanonicalRead } from "../canonical.ts";

/** What requests mean, by how they were sent: a repeated request isn't parsed again. */
export interface CanonicalReads {
  get(sent: string): CanonicalRead | undefined;
  set(sent: string, read: CanonicalRead): void;
}

/** Longer requests are parsed each time. */
const longestSent = 1_000;

/** Creates a memory that has seen no request. */
export function createCanonicalReads(capacity = 4_000): CanonicalReads {
  const known = new LRUCache<string, CanonicalRead>({ max: capacity });
  return {
    get: (sent) => known.get(sent),
    set(sent, read) {
      if (sent.length <= longestSent) known.set(sent, read);
    },
  };
}
