import { z } from "zod";
import type { Access } from "../../../kernel/access/permission.ts";
import { refusal } from "../../../kernel/api/problem.ts";
import { nothing } from "../../../kernel/operation/operation.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { catalogueIds } from "../../catalogue/ids.ts";
import { importProduct } from "../import/command.ts";
import { duplicateSkus } from "../import/schema.ts";
import { importStock } from "../inventory/command.ts";
import { fileLimits } from "../limits.ts";
import { runImportsName } from "./name.ts";
import { noSuchImport } from "./queries.ts";
import { receivedWithinMs } from "./run-command.ts";
import { columnNames, finding, type ImportKind, importJob } from "./schema.ts";
import {
  addFindings,
  addItem,
  changeJob,
  insertJob,
  noteOutcome,
  readJob,
  removeJob,
  removeJobsBefore,
  unfinishedJobs,
  writtenJob,
} from "./store.ts";

const byId = z.object({ id: opaqueId });

/** The steps in which a file becomes a job. They need the same permission as the import itself. */
export type UploadCommands = ReturnType<typeof uploadCommands>;

function uploadCommands(kind: ImportKind, access: Access) {
  const step = (verb: string) => ({
    access,
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

export const productUpload = uploadCommands("products", importProduct.access);
export const inventoryUpload = uploadCommands("inventory", importStock.access);

interface StepSpec {
  readonly access: Access;
  readonly internal: true;
  readonly name: string;
}

/** How long ended imports can be read. */
const retentionMs = 30 * 24 * 60 * 60 * 1000;

/** A file begins to arrive. */
function beginOf(kind: ImportKind, step: StepSpec) {
  return defineCommand({
    ...step,
    input: z.object({ duplicateSkus, dryRun: z.boolean() }),
    output: z.object({ id: z.string() }),
    load: (database) => unfinishedJobs(database).length,
    decide(unfinished, options, { newId, now, actor }) {
      if (unfinished >= fileLimits.unfinishedImports.value)
        return refused(refusal("imports-running", `${unfinished} imports have not ended yet.`));
      const id = newId(catalogueIds.import);
      const job = {
        ...{ id, kind, ...options, status: "receiving" as const, requestedBy: actor },
        ...{ bytes: 0, position: 0, total: 0, rejected: 0, columns: {}, ignoredColumns: [] },
        ...{ report: null, createdAt: new Date(now).toISOString(), finishedAt: null },
      };
      return ok({
        events: [],
        writeState(database: TenantDatabase) {
          removeJobsBefore(database, new Date(now - retentionMs).toISOString());
          insertJob(database, job);
        },
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
      /** The number of items that are stored already. */
      from: z.int().min(0),
      items: z.array(z.string()),
      outcomes: z.array(z.object({ product: z.string(), outcome: z.enum(["unchanged", "failed"]) })),
      errors: z.array(finding),
      warnings: z.array(finding),
    }),
    output: nothing,
    load: (database, { id }) => readJob(database, id),
    decide(job, { id, from, items, outcomes, errors, warnings }) {
      if (job?.status !== "receiving") return refused(noSuchImport);
      return ok({
        events: [],
        writeState(database: TenantDatabase) {
          for (const [index, item] of items.entries()) addItem(database, id, from + index, item);
          for (const { product, outcome } of outcomes) noteOutcome(database, id, product, outcome);
          addFindings(database, id, "errors", errors);
          addFindings(database, id, "warnings", warnings);
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
      bytes: z.int(),
      total: z.int(),
      rejected: z.int(),
      columns: columnNames,
      ignoredColumns: z.array(z.string()),
    }),
    output: importJob,
    load: (database, { id }) => readJob(database, id),
    decide(job, { id, ...sizes }, { now }) {
      if (job?.status !== "receiving") return refused(noSuchImport);
      return ok({
        events: [],
        writeState: (database: TenantDatabase) => changeJob(database, id, { ...sizes, status: "queued" }),
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
    decide: (job, { id }) =>
      ok({
        events: [],
        writeState(database: TenantDatabase) {
          if (job?.status === "receiving") removeJob(database, id);
        },
        answer: () => null,
      }),
  });
}
