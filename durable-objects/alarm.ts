import type { Schedules } from "./storage/schedules.ts";

interface AlarmDeps {
  readonly schedules: Schedules;
  readonly jobs: Readonly<Record<string, (traceparent: string) => Promise<void>>>;
  readonly now: () => number;
  readonly failed: (job: string, error: unknown) => void;
}

/** The jobs that were due, and whether one of them failed. */
export interface AlarmReport {
  readonly jobs: readonly string[];
  readonly failed: boolean;
}

const retryJobAfterMs = 5_000;

/** Runs the due jobs, in the given trace. Never throws: after a few failed alarms the platform would stop calling. */
export async function runDueJobs(
  { schedules, jobs, now, failed }: AlarmDeps,
  traceparent: string,
): Promise<AlarmReport> {
  const due = schedules.due(now());
  let anyFailed = false;
  for (const name of due) {
    schedules.begin(name, now() + retryJobAfterMs);
    try {
      await jobs[name]?.(traceparent);
      schedules.end(name);
    } catch (error) {
      failed(name, error);
      anyFailed = true;
      schedules.fail(name);
    }
  }
  schedules.rearm();
  return { jobs: due, failed: anyFailed };
}
