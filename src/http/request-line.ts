import { emit, type Fields } from "../telemetry/log/emit.ts";
import { costOf } from "../telemetry/meter.ts";
import { inTrace } from "../telemetry/trace.ts";
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
    sample: 1,
    ...(observed.error === undefined ? {} : { error: observed.error }),
  });
}

/** A 503 is repeated by its caller, and a 429 is what limits are for. Nobody can do anything about either at once. */
function levelOf(status: number): RequestFields["level"] {
  if (status === 503 || status === 429) return "warn";
  return status >= 500 ? "error" : "info";
}
