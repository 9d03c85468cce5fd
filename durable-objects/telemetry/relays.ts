import { emit } from "../../src/telemetry/log/emit.ts";
import { describeError } from "../../src/telemetry/log/failure.ts";
import { traceOfMany } from "../../src/telemetry/trace.ts";
import type { RelayReport } from "../delivery/outbox.ts";

/** Writes the log's line of a run of the relay. A notification that failed stays pending, and is sent again. */
export function logRelay(tenantId: string, { durationMs, notified }: RelayReport): void {
  const failed = notified.find(({ error }) => error !== undefined);
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  emit("relay", {
    level: failed === undefined ? "info" : "warn",
    tenant_id: tenantId,
    ...traceOfMany(notified.flatMap(({ traceparents }) => traceparents)),
    duration_ms: durationMs,
    status: failed === undefined ? "sent" : "failed",
    subscriptions: notified.map(({ subscription }) => subscription),
    direct: notified.filter(({ way }) => way === "direct").map(({ subscription }) => subscription),
    notifications: sum(notified.map(({ messages }) => messages)),
    events: sum(notified.map(({ traceparents }) => traceparents.length)),
    behind: Math.max(0, ...notified.map(({ head, position }) => head - position)),
    retries: Math.max(0, ...notified.map(({ pending }) => pending)),
    ...(failed === undefined ? {} : { error: describeError(failed.error) }),
  });
}
