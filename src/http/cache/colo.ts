import type { StoredAnswer } from "./answer.ts";
import { ageLimits } from "./freshness.ts";

/** The answers of a data center's isolates: Cloudflare's Cache API. It forgets what it wants, and lives in one place only. */
export interface ColoCache {
  match(key: string): Promise<StoredAnswer | null>;
  put(key: string, answer: StoredAnswer): Promise<void>;
}

/** Opens the Cache API. The version is part of the key, because other code may store answers in another form. */
export function openColoCache(cache: Pick<Cache, "match" | "put">, version: string): ColoCache {
  // The host is reserved, so no response of a real one is ever found under it.
  const urlOf = (key: string) => `https://cache.invalid/${version}/${encodeURIComponent(key)}`;
  return {
    async match(key) {
      const response = await cache.match(urlOf(key)).catch(() => undefined);
      return response === undefined ? null : response.json<StoredAnswer>();
    },
    async put(key, answer) {
      const headers = { "Cache-Control": `max-age=${ageLimits.stale.value / 1000}` };
      await cache.put(urlOf(key), Response.json(answer, { headers }));
    },
  };
}
