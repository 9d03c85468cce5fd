import { emit } from "../../src/telemetry/log/emit.ts";
import { continueTrace, inTrace } from "../../src/telemetry/trace.ts";
import type { AlarmReport } from "../alarm.ts";

/** Runs an object's alarm as a trace of its own, and writes its line if a job was due. */
export async function logAlarm(
  tenantId: string,
  run: (traceparent: string) => Promise<AlarmReport>,
): Promise<void> {
  const trace = continueTrace(undefined);
  const startedAt = Date.now();
  const { jobs, failed } = await run(trace.traceparent);
  if (jobs.length === 0) return;
  emit("alarm", {
    // What a job failed of has a line of its own.
    level: failed ? "warn" : "info",
    tenant_id: tenantId,
    ...inTrace(trace),
    duration_ms: Math.max(0, Date.now() - startedAt),
    jobs: [...jobs],
    status: failed ? "failed" : "done",
  });
}
