import * as z from "zod";
import { allows } from "../../../kernel/access/permission.ts";
import { refusal } from "../../../kernel/api/problem.ts";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import type { Context } from "../../../kernel/write/command.ts";
import { catalogueIds } from "../../catalogue/ids.ts";
import { accessByKind, accessOfAny, importJob } from "./schema.ts";
import { type JobRow, jobResponse, readJob } from "./store.ts";

export const noSuchImport = refusal("not-found", "There is no such import.");

/** Reads an import that runs as a job. */
export const readImport = defineObjectQuery({
  name: "catalogue.readImport",
  access: accessOfAny,
  input: z.object({ id: opaqueId }),
  output: importJob,
  run(database, { id }, context) {
    const job = findJob(database, id, context);
    const response = job === undefined ? null : jobResponse(database, job);
    return response === null ? refused(noSuchImport) : ok(response);
  },
});

/** A job that the caller could have started. */
export function findJob(
  database: TenantDatabase,
  id: string,
  { grants }: Pick<Context, "grants">,
): JobRow | undefined {
  const job = readJob(database, canonicalId(catalogueIds.import, id));
  return job !== undefined && allows(grants, accessByKind[job.kind]) ? job : undefined;
}
