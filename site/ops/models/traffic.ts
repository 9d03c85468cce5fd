import { quantileOf } from "../metrics/quantile.ts";
import type { Window } from "../metrics/rate.ts";
import { sumOf, sumsBy } from "../metrics/select.ts";

/** What the platform does now. Null where nothing was measured. */
export interface Traffic {
  readonly requestsPerSecond: number | null;
  /** The part of the requests that ended with a 5xx, between 0 and 1. */
  readonly errorShare: number | null;
  /** The duration that 95 % of the requests stay below, in seconds. */
  readonly p95: number | null;
  readonly eventsPerSecond: number | null;
}

const requests = "rustok_http_requests_total";

/** The traffic of a while. */
export function trafficOf(window: Window | null): Traffic {
  if (window === null) return { requestsPerSecond: null, errorShare: null, p95: null, eventsPerSecond: null };
  const { counted, seconds } = window;
  const total = sumOf(counted, requests);
  const failed = sumsBy(counted, requests, "status").get("5xx") ?? 0;
  const events = sumOf(counted, "rustok_events_total");
  return {
    requestsPerSecond: total === null ? null : total / seconds,
    errorShare: total === null || total === 0 ? null : failed / total,
    p95: quantileOf(counted, "rustok_http_request_duration_seconds", 0.95),
    eventsPerSecond: events === null ? null : events / seconds,
  };
}
