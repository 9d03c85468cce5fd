import { emit, type Fields } from "./emit.ts";
import type { LoggedError } from "./lines.ts";
import type { Place } from "./places.ts";
import { redacted } from "./redact.ts";

const mostMessage = 1_000;
const mostStack = 4_000;

/** Describes an error for the log, without secrets. */
export function describeError(error: unknown): LoggedError {
  if (!(error instanceof Error)) return { name: "Error", message: redacted(String(error), mostMessage) };
  const { name, message, stack } = error;
  return {
    name,
    message: redacted(message, mostMessage),
    ...(stack === undefined ? {} : { stack: redacted(stack, mostStack) }),
  };
}

/** Where a failure that has no unit of work of its own came from. */
type Where = Partial<Pick<Fields<"error">, "tenant_id" | "trace_id" | "subscription" | "details">>;

/** Logs a failure that nobody else is told of. Somebody has to look. */
export function logFailure(at: Place, error: unknown, where: Where = {}): void {
  logFailed(at, error, where);
}

/** Logs that a job of a tenant's object failed. It is tried again. */
export function logJobFailure(job: string, error: unknown, tenantId: string): void {
  logFailed(job, error, { tenant_id: tenantId });
}

function logFailed(at: string, error: unknown, where: Where): void {
  emit("error", {
    level: "error",
    tenant_id: null,
    trace_id: null,
    ...where,
    at,
    error: describeError(error),
  });
}
