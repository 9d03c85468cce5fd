import { isWithin } from "../../src/kernel/clock.ts";
import type { Schedules } from "../storage/schedules.ts";
import type { ObjectStorage } from "../storage/storage.ts";
import { hasRoom } from "./answer-budgets.ts";
import {
  type Begun,
  budgetOf,
  type IdempotencyKey,
  recall,
  remember,
  type StoredAnswer,
} from "./idempotency.ts";

interface ClaimsDeps {
  readonly storage: ObjectStorage;
  readonly schedules: Schedules;
  readonly now: () => number;
}

/** When a claim that was never given back expires. */
const longestWorkMs = 15 * 60 * 1000;

/** Idempotency keys of workflows. Claims are kept in memory, so a crash releases them. */
export function createClaims({ storage, schedules, now }: ClaimsDeps) {
  const { database } = storage;
  const expiryByScope = new Map<string, number>();
  return {
    /** Claims a key, unless its work has an answer or is running. */
    begin(key: IdempotencyKey): Begun {
      const recalled = recall(database, key, now());
      if (recalled.found !== "nothing") return recalled;
      const scopes = [key.scope, ...(key.otherScopes ?? [])];
      if (scopes.some((scope) => isWithin(expiryByScope.get(scope), now(), longestWorkMs)))
        return { found: "running" };
      if (!hasRoom(database, budgetOf(key), { isAnonymous: false })) return { found: "no-room" };
      expiryByScope.set(key.scope, now() + longestWorkMs);
      return recalled;
    },
    /** Releases the claim, and stores the answer if there is one. */
    finish(key: IdempotencyKey, stored: StoredAnswer | null): void {
      expiryByScope.delete(key.scope);
      if (stored === null) return;
      storage.transaction(() => {
        remember(database, key, now(), stored);
        schedules.arm("expire", now() + key.retentionMs);
      });
    },
  };
}
