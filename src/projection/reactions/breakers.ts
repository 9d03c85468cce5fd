import type { Random } from "../../kernel/values/id.ts";
import { createTtlMap } from "../../kernel/values/ttl-map.ts";
import { createBreaker } from "../failures/breaker.ts";
import type { Outside, ReactionBreaker } from "./outside.ts";

const breakerTtlMs = 10 * 60 * 1000;

/** The breakers of all reactions in one isolate, created on first use. Plain data, no I/O. */
export function createReactionBreakers(now: () => number, random: Random): Outside["breakerOf"] {
  const breakers = createTtlMap<ReactionBreaker>({ ttlMs: breakerTtlMs, capacity: 1_000 });
  return (tenantId, subscription) => {
    const key = `${tenantId} ${subscription}`;
    const known = breakers.get(key, now()) ?? {
      breaker: createBreaker(now, random),
      failedKeys: new Set<string>(),
    };
    breakers.set(key, known, now());
    return known;
  };
}
