import { oneCall } from "../../../kernel/operation/budget.ts";
import { defineWorkflow } from "../../../kernel/operation/workflow.ts";
import { hexDigest } from "../../../kernel/values/digest.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { storeQueries } from "./commands.ts";
import { queriesInput, registeredQueries } from "./schema.ts";

/** Registers queries under the hashes of their texts. A decision can't make them: hashing is asynchronous. */
export const registerQueries = defineWorkflow({
  name: "access.registerQueries",
  access: storeQueries.access,
  input: queriesInput.extend({ keyId: opaqueId }),
  output: registeredQueries,
  budget: oneCall,
  async run({ keyId, queries }, { invoke }) {
    const hashed = await Promise.all(
      queries.map(async (query) => ({ ...query, hash: await hexDigest(query.query) })),
    );
    return invoke(storeQueries, { keyId, queries: hashed });
  },
});
