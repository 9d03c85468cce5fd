import type { Samples } from "../metrics/parse.ts";
import { quantileOf } from "../metrics/quantile.ts";
import { sumsBy } from "../metrics/select.ts";

/** How fast a route answers. Durations are seconds. */
export interface RouteSpeed {
  readonly route: string;
  readonly p50: number | null;
  readonly p95: number;
  readonly requests: number;
}

const durations = "rustok_http_request_duration_seconds";

/** The routes with the highest p95, the slowest first. Empty if nothing was measured. */
export function slowestRoutes(samples: Samples, most: number): readonly RouteSpeed[] {
  return [...sumsBy(samples, `${durations}_count`, "route")]
    .flatMap(([route, requests]): readonly RouteSpeed[] => {
      const p95 = quantileOf(samples, durations, 0.95, { route });
      return p95 === null
        ? []
        : [{ route, requests, p95, p50: quantileOf(samples, durations, 0.5, { route }) }];
    })
    .sort((a, b) => b.p95 - a.p95 || b.requests - a.requests)
    .slice(0, most);
}
