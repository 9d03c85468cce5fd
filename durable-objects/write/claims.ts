import type { Schedules } from "../storage/schedules.ts";
import type { ObjectStorage } from "../storage/storage.ts";
import { type Begun, type IdempotencyKey, recall, remember, type StoredAnswer } from "./idempotency.ts";

interface ClaimsDeps {
  readonly storage: ObjectStorage;
  readonly schedules: Schedules;
  readonly now: () => number;
}

/** A claim on work of many commands that nobody gave back is void by then. */
const longestWorkMs = 15 * 60 * 1000;

/** Idempotency keys of work that takes many commands. A claim lives in memory: a crash gives it back. */
export function createClaims({ storage, schedules, now }: ClaimsDeps) {
  const { database } = storage;
  const expiryByScope = new Map<string, number>();
  return {
    /** Claims a key, unless its work has an answer or is under way. */
    begin(key: IdempotencyKey): Begun {
      const recalled = recall(database, key, now());
      if (recalled.found !== "nothing") return recalled;
      if ((expiryByScope.get(key.scope) ?? 0) > now()) return { found: "running" };
      expiryByScope.set(key.scope, now() + longestWorkMs);
      return recalled;
    },
    /** Gives the claim back, and stores the answer if there is one. */
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
