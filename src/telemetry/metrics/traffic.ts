import type { Registry } from "../../kernel/registry.ts";
import { counter, histogram } from "./family.ts";

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const statuses = ["2xx", "3xx", "4xx", "5xx"];
const layers = ["isolate", "data-center", "gate"];
const cacheResults = ["hit", "stale", "miss", "coalesced"];
/** The results that a layer can have. */
const cacheSeries = [
  ["isolate", "hit"],
  ["isolate", "stale"],
  ["isolate", "miss"],
  ["data-center", "hit"],
  ["data-center", "miss"],
  ["gate", "coalesced"],
  ["gate", "miss"],
];

/** What callers see: requests and caches. */
export function trafficFamilies(registry: Registry, pages: readonly string[]) {
  const routed = registry.modules.flatMap(({ routes }) => routes);
  // Paths that lead nowhere, and answers that an isolate gave from its memory.
  const routes = [...routed.map(({ path }) => path), ...pages, "none", "cached"];
  const modules = registry.modules.map(({ name }) => name);
  return {
    requests: counter(
      "rustok_http_requests_total",
      "Requests, with those that an isolate answered from its memory as the route `cached`.",
      { method: methods, route: routes, status: statuses },
      () => routed.map(({ method, path }) => [method.toUpperCase(), path, "5xx"]),
    ),
    durations: histogram(
      "rustok_http_request_duration_seconds",
      "How long requests took, without those that an isolate answered from its memory.",
      { route: routes },
      seconds,
    ),
    refusals: counter(
      "rustok_refusals_total",
      "Problems in answers, and of commands that the platform ran by itself.",
      { module: [...modules, "platform"], problem: registry.problemByCode.keys() },
    ),
    rateLimitRefusals: counter(
      "rustok_rate_limit_refusals_total",
      "Requests that were refused because there were too many.",
      { route: routes },
    ),
    cacheRequests: counter(
      "rustok_cache_requests_total",
      "Storefront reads, by the layers of the cache that they reached.",
      { layer: layers, result: cacheResults },
      () => cacheSeries,
    ),
  };
}
