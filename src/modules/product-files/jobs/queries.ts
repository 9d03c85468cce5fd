import { z } from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { catalogueIds } from "../../catalogue/ids.ts";
import { importProduct } from "../import/command.ts";
import { importJob } from "./schema.ts";
import { jobResponse } from "./store.ts";

export const noSuchImport = refusal("not-found", "There is no such import.");

/** Reads an import that runs as a job. */
export const readImport = defineObjectQuery({
  name: "catalogue.readImport",
  access: importProduct.access,
  input: z.object({ id: opaqueId }),
  output: importJob,
  run(database, { id }) {
    const job = jobResponse(database, canonicalId(catalogueIds.import, id));
    return job === null ? refused(noSuchImport) : ok(job);
  },
});
