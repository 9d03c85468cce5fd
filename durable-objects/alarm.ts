import type { Schedules } from "./storage/schedules.ts";

interface AlarmDeps {
  readonly schedules: Schedules;
  readonly jobs: Readonly<Record<string, () => Promise<void>>>;
  readonly now: () => number;
  readonly failed: (job: string, error: unknown) => void;
}

const retryJobAfterMs = 5_000;

/** Runs the due jobs. Never throws: after a few failed alarms the platform would stop calling. */
export async function runDueJobs({ schedules, jobs, now, failed }: AlarmDeps): Promise<void> {
  for (const name of schedules.due(now())) {
    schedules.begin(name, now() + retryJobAfterMs);
    try {
      await jobs[name]?.();
      schedules.end(name);
    } catch (error) {
      failed(name, error);
      schedules.fail(name);
    }
  }
  schedules.rearm();
}
