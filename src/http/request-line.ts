import { emit, type Fields } from "../telemetry/log/emit.ts";
import { createSampler, rateOf, type Sampler } from "../telemetry/log/sampling.ts";
import { costOf, createMeter } from "../telemetry/meter.ts";
import { inTrace } from "../telemetry/trace.ts";
import { cacheStatus } from "./cache/isolate/hot-answer.ts";
import type { Handled } from "./handle.ts";
import type { Scope } from "./scope.ts";

type RequestFields = Fields<"request">;

/** Writes the line of a request that was answered. */
export function logRequest(scope: Scope, route: string, handled: Handled, durationMs: number): void {
  const { observed, operationMeter, meter } = scope;
  const { status } = handled.response;
  emit("request", {
    level: levelOf(status),
    tenant_id: handled.tenantId,
    ...inTrace(scope.trace),
    request_id: scope.requestId,
    actor: handled.actor,
    method: scope.request.method,
    route,
    operation: handled.operation,
    status,
    problem: observed.problem,
    cache: observed.cache,
    cache_layer: observed.cacheLayer,
    ...costOf(meter, durationMs),
    operation_d1: operationMeter.d1,
    operation_objects: operationMeter.objects,
    sample: null,
    ...(observed.error === undefined ? {} : { error: observed.error }),
  });
}

/** Writes the line of a read that was answered from this isolate's memory, if it is one of the sample. All are counted elsewhere. */
export function logHit(scope: Scope, route: string, handled: Handled): void {
  const sampler = cachedReads(scope.env);
  if (!sampler.take()) return;
  const { headers, status } = handled.response;
  const sent = scope.request.headers.get("traceparent") ?? "";
  const [, traceId = "", spanId = ""] = (headers.get("traceparent") ?? "").split("-");
  emit("request", {
    tenant_id: handled.tenantId,
    ...inTrace({ traceId, spanId, parentId: sent.includes(traceId) ? sent.slice(36, 52) : null }),
    request_id: headers.get("X-Request-Id") ?? "",
    actor: handled.actor,
    method: scope.request.method,
    route,
    operation: handled.operation,
    status,
    problem: null,
    cache: headers.get("Cache-Status") === cacheStatus.stale ? "stale" : "hit",
    cache_layer: "isolate",
    ...costOf(createMeter(), 0),
    operation_d1: 0,
    operation_objects: 0,
    sample: sampler.rate,
  });
}

let sampler: Sampler | null = null;

/** The sampler of this isolate. */
function cachedReads({ LOG_CACHED_READS }: { readonly LOG_CACHED_READS?: string }): Sampler {
  sampler ??= createSampler(rateOf(LOG_CACHED_READS));
  return sampler;
}

/** A 503 is repeated by its caller, and a 429 is what limits are for. Nobody can do anything about either at once. */
function levelOf(status: number): RequestFields["level"] {
  if (status === 503 || status === 429) return "warn";
  return status >= 500 ? "error" : "info";
}
