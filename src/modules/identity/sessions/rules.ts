import { isWithin } from "../../../kernel/clock.ts";
import { lifetimes } from "../limits.ts";
import type { SessionRow } from "./store.ts";

/** What follows a refresh token, by its place among the successors, and whether the session takes it now. */
type Refresh = { readonly successor: number; readonly isNew: boolean } | "reuse";

/**
 * Decides on a refresh token by its hash. The newest one is replaced. The one before is answered the same successor for a
 * short while, because the first answer may have been lost. Any other was used before.
 */
export function decideRefresh(
  { refreshHash, previousHash, rotatedAt }: SessionRow,
  { hash, successors }: { readonly hash: string; readonly successors: readonly string[] },
  now: number,
): Refresh {
  if (hash === refreshHash) return { successor: 0, isNew: true };
  const successor = successors.indexOf(refreshHash);
  const overlap = lifetimes.refreshOverlap.value;
  const isRepeat = hash === previousHash && isWithin(rotatedAt + overlap, now, overlap);
  return isRepeat && successor !== -1 ? { successor, isNew: false } : "reuse";
}
