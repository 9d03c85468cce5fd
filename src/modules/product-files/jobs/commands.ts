import * as z from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { runImportsName } from "./name.ts";
import { findJob, noSuchImport } from "./queries.ts";
import { accessOfAny, importJob } from "./schema.ts";
import { endJob, versionOfJob, writtenJob } from "./store.ts";

/** Cancels an import that has not ended. What it has imported stays. */
export const cancelImport = defineCommand({
  name: "catalogue.cancelImport",
  access: accessOfAny,
  input: z.object({ id: opaqueId }),
  output: importJob,
  guards({ id }, database, context) {
    const job = findJob(database, id, context);
    return job === undefined ? null : { version: versionOfJob(job) };
  },
  load: (database, { id }, context) => findJob(database, id, context),
  decide(job, _, { now }) {
    if (job === undefined || job.state === "receiving" || job.state === "discarded")
      return refused(noSuchImport);
    if (job.finishedAt !== null)
      return refused(refusal("invalid-transition", `The import is already ${job.state}.`));
    return ok({
      events: [],
      writeState: (database: TenantDatabase) => endJob(database, job, "cancelled", now),
      schedule: { job: runImportsName, at: now },
      answer: (database: TenantDatabase) => writtenJob(database, job.id),
    });
  },
});
