import { z } from "zod";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { ok } from "../../../kernel/values/result.ts";
import { type Context, defineCommand } from "../../../kernel/write/command.ts";
import type { FileError } from "../shopify/schema.ts";
import { runImportsName } from "./name.ts";
import { decideInventoryItem, decideProductItem, type Step } from "./step.ts";
import {
  addFindings,
  changeJob,
  endJob,
  type JobRow,
  noteOutcome,
  readItem,
  removeJob,
  unfinishedJobs,
} from "./store.ts";

/** A file that has not arrived by then never will: its request has ended. */
export const receivedWithinMs = 60 * 60 * 1000;
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
    const unfinished = unfinishedJobs(database);
    const job = unfinished.find(({ status }) => status !== "receiving");
    if (job === undefined) return { unfinished, job: null, step: null };
    const item = readItem(database, job);
    return { unfinished, job, step: item === undefined ? null : stepOf(database, job, item, context) };
  },
  decide({ unfinished, job, step }, _, { now }) {
    if (job === null) {
      const isLate = ({ createdAt }: JobRow) => Date.parse(createdAt) + receivedWithinMs <= now;
      const late = unfinished.filter(isLate);
      return ok({
        events: [],
        writeState(database: TenantDatabase) {
          for (const { id } of late) removeJob(database, id);
        },
        answer: () => nextLate(unfinished.filter((one) => !isLate(one))),
      });
    }
    const next = job.position + 1;
    const isLast = step === null || next >= job.total;
    return ok({
      events: step?.events ?? [],
      writeState(database: TenantDatabase) {
        if (step !== null) writeStep(database, job, step);
        changeJob(database, job.id, { status: "running", position: step === null ? job.position : next });
        if (isLast) endJob(database, job, step === null && job.total > 0 ? "failed" : "completed", now);
      },
      answer: () => (step?.endsBatch === true ? now + batchPauseMs : now),
    });
  },
});

/** Null if a newer version of the code can't read the item any more: the job fails. */
function stepOf(database: TenantDatabase, job: JobRow, item: string, context: Context): Step | null {
  switch (job.kind) {
    case "products":
      return decideProductItem(database, job, item, context);
    case "inventory":
      return decideInventoryItem(database, job, item, context);
  }
}

function writeStep(database: TenantDatabase, { id, columns }: JobRow, step: Step): void {
  const named = (found: readonly FileError[]) =>
    found.map((one) => ({ ...one, field: columns[one.field] ?? one.field }));
  step.writeState?.(database);
  for (const { product, outcome } of step.outcomes) noteOutcome(database, id, product, outcome);
  addFindings(database, id, "errors", named(step.errors));
  addFindings(database, id, "warnings", named(step.warnings));
}

function nextLate(receiving: readonly JobRow[]): number | null {
  const [oldest] = receiving;
  return oldest === undefined ? null : Date.parse(oldest.createdAt) + receivedWithinMs;
}
