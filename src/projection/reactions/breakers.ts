import type { Random } from "../../kernel/values/id.ts";
import { createTtlMap } from "../../kernel/values/ttl-map.ts";
import { createBreaker } from "../failures/breaker.ts";
import type { Outside, ReactionBreaker } from "./outside.ts";

const forgottenAfterMs = 10 * 60 * 1000;

/** Breakers of all reactions in one isolate, made as they are asked for. Plain data, no I/O in them. */
export function createReactionBreakers(now: () => number, random: Random): Outside["breakerOf"] {
  const breakers = createTtlMap<ReactionBreaker>({ ttlMs: forgottenAfterMs, capacity: 1_000 });
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
