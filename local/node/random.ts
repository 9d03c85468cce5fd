import type { Random } from "../../src/kernel/values/id.ts";

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A capability that is as repeatable as the random numbers it is made of. */
export function bearerTokenFrom(random: Random): () => string {
  return () => Array.from({ length: 27 }, () => Math.floor(random() * 36).toString(36)).join("");
}
