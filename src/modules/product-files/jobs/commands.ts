import { z } from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { catalogueIds } from "../../catalogue/ids.ts";
import { importProduct } from "../import/command.ts";
import { noSuchImport } from "./queries.ts";
import { importJob } from "./schema.ts";
import { endJob, readJob, versionOfJob, writtenJob } from "./store.ts";

/** Cancels an import that has not ended. What it has imported stays. */
export const cancelImport = defineCommand({
  name: "catalogue.cancelImport",
  access: importProduct.access,
  input: z.object({ id: opaqueId }),
  output: importJob,
  guards({ id }, database) {
    const job = readJob(database, canonicalId(catalogueIds.import, id));
    return job === undefined ? null : { version: versionOfJob(job) };
  },
  load: (database, { id }) => readJob(database, canonicalId(catalogueIds.import, id)),
  decide(job, _, { now }) {
    if (job === undefined || job.status === "receiving") return refused(noSuchImport);
    if (job.finishedAt !== null)
      return refused(refusal("invalid-transition", `The import is already ${job.status}.`));
    return ok({
      events: [],
      writeState: (database: TenantDatabase) => endJob(database, job, "cancelled", now),
      answer: (database: TenantDatabase) => writtenJob(database, job.id),
    });
  },
});
