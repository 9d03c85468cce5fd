import * as z from "zod";
import { admits } from "../../../kernel/access/permission.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { ok } from "../../../kernel/values/result.ts";
import { type Context, type Decision, defineCommand } from "../../../kernel/write/command.ts";
import { runImportsName } from "./name.ts";
import { accessByKind, type ImportProblem } from "./schema.ts";
import { decideItem, type Step } from "./step.ts";
import {
  addFindings,
  changeJob,
  countOutcomes,
  endJob,
  type JobRow,
  readItem,
  removeItem,
  sweepJob,
  unsettledJobs,
} from "./store.ts";

/** A file of which nothing more has arrived by then never will: its request has ended. */
export const receivedWithinMs = 5 * 60 * 1000;
/** Between two batches, other requests have the object. */
export const batchPauseMs = 50;

/**
 * A scheduled job: imports the next item of the oldest import. The item's changes, the position behind it, and what the
 * report says of it are one transaction, so no item is imported twice or lost.
 */
export const runImports = defineCommand({
  name: runImportsName,
  access: "ops:manage",
  internal: true,
  input: z.object({}),
  output: z.number().nullable(),
  load(database, _, context) {
    const jobs = unsettledJobs(database);
    const job = nextJob(jobs);
    return { jobs, item: job === null ? null : loadItem(database, job, context) };
  },
  decide({ jobs, item }, _, { now }) {
    const ended = jobs.find(({ finishedAt }) => finishedAt !== null);
    const late = jobs.filter((job) => job.state === "receiving" && lateAt(job) <= now);
    if (ended !== undefined || late.length > 0)
      return ok({
        events: [],
        writeState(database: TenantDatabase) {
          for (const job of late) endJob(database, job, "discarded", now);
          if (ended !== undefined) sweepJob(database, ended);
        },
        answer: () => now + batchPauseMs,
      });
    if (item !== null) return ok(decisionOf(item, now));
    return ok({ events: [], answer: () => nextLate(jobs) });
  },
});

/** The next item of a job, and what it does. */
interface NextItem {
  readonly job: JobRow;
  readonly step: Step | null;
  /** Why the job ends here. */
  readonly problem: ImportProblem | null;
}

function nextJob(jobs: readonly JobRow[]): JobRow | null {
  return jobs.find(({ state }) => state === "queued" || state === "running") ?? null;
}

function loadItem(database: TenantDatabase, job: JobRow, context: Context): NextItem {
  const problem = withdrawn(job, context);
  if (problem !== null || job.position >= job.total) return { job, step: null, problem };
  const item = readItem(database, job);
  const step = item === undefined ? null : decideItem(database, job, item, context);
  return { job, step, problem: step === null ? unreadable : null };
}

/** Whoever sent the file must still be allowed to. */
function withdrawn({ kind, requestedBy }: JobRow, context: Context): ImportProblem | null {
  const grants = context.grantsOf(requestedBy);
  if (grants === null)
    return { code: "unauthenticated", detail: "The credential that sent the file is not valid any more." };
  const access = accessByKind[kind];
  return admits(requestedBy, grants, access)
    ? null
    : {
        code: "forbidden",
        detail: `The credential that sent the file has no longer the permission ${access}.`,
      };
}

const unreadable: ImportProblem = {
  code: "internal-error",
  detail: "The rest of the file was stored by another version of the platform. Send the file again.",
};

function decisionOf({ job, step, problem }: NextItem, now: number): Decision<number> {
  const next = step === null ? job.position : job.position + 1;
  const isLast = problem !== null || next >= job.total;
  return {
    events: step?.events ?? [],
    writeState(database) {
      if (step !== null) writeStep(database, job, step);
      changeJob(database, job.id, { state: "running", position: next });
      if (isLast) endJob(database, job, problem === null ? "completed" : "failed", now, problem);
    },
    // Its events and audit entries have the id of the import in common.
    onBehalfOf: { actor: job.requestedBy, correlationId: job.id.slice(job.id.indexOf("_") + 1) },
    answer: () => (isLast || step?.endsBatch === true ? now + batchPauseMs : now),
  };
}

function writeStep(database: TenantDatabase, job: JobRow, step: Step): void {
  const named = (found: Step["errors"]) =>
    found.map((one) => ({ ...one, field: job.columns[one.field] ?? one.field }));
  step.writeState?.(database);
  removeItem(database, job);
  changeJob(database, job.id, { counts: countOutcomes(database, job, step.outcomes) });
  addFindings(database, job.id, "errors", named(step.errors));
  addFindings(database, job.id, "warnings", named(step.warnings));
}

function nextLate(jobs: readonly JobRow[]): number | null {
  const due = jobs.filter(({ state }) => state === "receiving").map(lateAt);
  return due.length === 0 ? null : Math.min(...due);
}

function lateAt({ receivedAt }: JobRow): number {
  return Date.parse(receivedAt) + receivedWithinMs;
}
