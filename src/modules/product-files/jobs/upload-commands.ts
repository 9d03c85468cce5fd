import * as z from "zod";
import type { Access } from "../../../kernel/access/permission.ts";
import { refusal } from "../../../kernel/api/problem.ts";
import { nothing } from "../../../kernel/operation/operation.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { catalogueIds } from "../../catalogue/ids.ts";
import { duplicateSkus } from "../import/schema.ts";
import { fileLimits } from "../limits.ts";
import { runImportsName } from "./name.ts";
import { receivedWithinMs } from "./run-command.ts";
import { accessByKind, columnNames, finding, type ImportKind, importJob } from "./schema.ts";
import {
  addFindings,
  addItem,
  changeJob,
  countOutcomes,
  endJob,
  insertJob,
  readJob,
  unsettledJobs,
  writtenJob,
} from "./store.ts";

/** The object was put back to an earlier time meanwhile, or the file took too long. */
const interrupted = refusal("overloaded", "The upload was interrupted. Send the file again.");

const byId = z.object({ id: opaqueId });

/** The steps in which a file becomes a job. They need the same permission as the import itself. */
export type UploadCommands = ReturnType<typeof uploadCommands>;

function uploadCommands(kind: ImportKind) {
  const step = (verb: string) => ({
    access: accessByKind[kind],
    internal: true as const,
    name: `catalogue.${verb}${kind === "products" ? "Product" : "Inventory"}Import`,
  });
  return {
    begin: beginOf(kind, step("begin")),
    store: storeOf(step("store")),
    queue: queueOf(step("queue")),
    discard: discardOf(step("discard")),
  };
}

export const productUpload = uploadCommands("products");
export const inventoryUpload = uploadCommands("inventory");

interface StepSpec {
  readonly access: Access;
  readonly internal: true;
  readonly name: string;
}

/** A file begins to arrive. */
function beginOf(kind: ImportKind, step: StepSpec) {
  return defineCommand({
    ...step,
    input: z.object({ duplicateSkus, dryRun: z.boolean() }),
    output: z.object({ id: z.string() }),
    load: (database) => unsettledJobs(database).length,
    decide(unsettled, options, { newId, now, actor }) {
      if (unsettled >= fileLimits.unfinishedImports.value)
        return refused(refusal("imports-running", `${unsettled} imports have not ended yet.`));
      const id = newId(catalogueIds.import);
      const at = new Date(now).toISOString();
      const job = {
        ...{ id, kind, ...options, state: "receiving" as const, requestedBy: actor },
        ...{ bytes: 0, parts: 0, position: 0, total: 0, rejected: 0, columns: {}, ignoredColumns: [] },
        counts: { created: 0, updated: 0, unchanged: 0, failed: 0 },
        ...{ problem: null, createdAt: at, receivedAt: at, finishedAt: null, settled: false },
      };
      return ok({
        events: [],
        writeState: (database: TenantDatabase) => insertJob(database, job),
        schedule: { job: runImportsName, at: now + receivedWithinMs },
        answer: () => ({ id }),
      });
    },
  });
}

/** A part of the file has arrived. */
function storeOf(step: StepSpec) {
  return defineCommand({
    ...step,
    input: byId.extend({
      /** The number of parts before this one. */
      part: z.int().min(0),
      items: z.array(z.string()),
      outcomes: z.array(z.object({ product: z.string(), outcome: z.enum(["unchanged", "failed"]) })),
      errors: z.array(finding),
      warnings: z.array(finding),
    }),
    output: nothing,
    load: (database, { id }) => readJob(database, id),
    decide(job, { id, part, items, outcomes, errors, warnings }, { now }) {
      if (job?.state !== "receiving" || part > job.parts) return refused(interrupted);
      // It has arrived before.
      if (part < job.parts) return ok({ events: [], answer: () => null });
      return ok({
        events: [],
        writeState(database: TenantDatabase) {
          for (const [index, item] of items.entries()) addItem(database, id, job.total + index, item);
          addFindings(database, id, "errors", errors);
          addFindings(database, id, "warnings", warnings);
          changeJob(database, id, {
            parts: part + 1,
            total: job.total + items.length,
            counts: countOutcomes(database, job, outcomes),
            receivedAt: new Date(now).toISOString(),
          });
        },
        answer: () => null,
      });
    },
  });
}

/** The whole file has arrived. */
function queueOf(step: StepSpec) {
  return defineCommand({
    ...step,
    input: byId.extend({
      parts: z.int(),
      bytes: z.int(),
      rejected: z.int(),
      columns: columnNames,
      ignoredColumns: z.array(z.string()),
    }),
    output: importJob,
    load: (database, { id }) => readJob(database, id),
    decide(job, { id, parts, ...facts }, { now }) {
      if (job?.state !== "receiving" || parts !== job.parts) return refused(interrupted);
      return ok({
        events: [],
        writeState: (database: TenantDatabase) => changeJob(database, id, { ...facts, state: "queued" }),
        schedule: { job: runImportsName, at: now },
        answer: (database: TenantDatabase) => writtenJob(database, id),
      });
    },
  });
}

/** The file can't be read, or its request has ended. */
function discardOf(step: StepSpec) {
  return defineCommand({
    ...step,
    input: byId,
    output: nothing,
    load: (database, { id }) => readJob(database, id),
    decide: (job, _, { now }) =>
      ok({
        events: [],
        writeState(database: TenantDatabase) {
          if (job?.state === "receiving") endJob(database, job, "discarded", now);
        },
        schedule: { job: runImportsName, at: now },
        answer: () => null,
      }),
  });
}
