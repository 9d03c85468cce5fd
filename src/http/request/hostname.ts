import { LRUCache } from "lru-cache";

/** The hosts that are remembered. */
const capacity = 1_000;
const known = new LRUCache<string, string>({ max: capacity });

/** The host of a URL, in lower case and without port or final dot, as `URL` has it. */
export function hostnameOf(url: string): string {
  const start = url.indexOf("://") + 3;
  const end = url.indexOf("/", start);
  const sent = url.slice(start, end === -1 ? undefined : end);
  const remembered = known.get(sent);
  if (remembered !== undefined) return remembered;
  const hostname = new URL(url).hostname.toLowerCase().replace(/\.$/, "");
  known.set(sent, hostname);
  return hostname;
}
